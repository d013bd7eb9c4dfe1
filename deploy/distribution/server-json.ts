import { description, installSettings, packageFacts, repositoryUrl, title } from './facts.ts';

/** A bundle that was released, for the registry. */
export interface ReleasedBundle {
  readonly url: string;
  readonly sha256: string;
}

/** What the MCP registry is told: `server.json`. The bundle joins when it is released, for only then its hash is known. */
export function serverJson(bundle?: ReleasedBundle): object {
  const { name, mcpName, version, homepage, repository } = packageFacts();
  const environmentVariables = installSettings.map(({ name: variable, description: what, isSecret }) => ({
    name: variable,
    description: what,
    isRequired: false,
    isSecret: isSecret === true,
  }));
  const transport = { type: 'stdio' };
  const pictures = `https://raw.githubusercontent.com/tonearm/tonearm/main/${repository.directory}/assets`;
  const icon = (file: string, mimeType: string, size: string): object => ({
    ...{ src: `${pictures}/${file}`, mimeType, sizes: [size] },
  });
  return {
    $schema: 'https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json',
    name: mcpName,
    title,
    description,
    version,
    websiteUrl: homepage,
    repository: { url: repositoryUrl, source: 'github', subfolder: repository.directory },
    icons: [icon('icon.svg', 'image/svg+xml', 'any'), icon('icon-512.png', 'image/png', '512x512')],
    packages: [
      {
        ...{ registryType: 'npm', registryBaseUrl: 'https://registry.npmjs.org', identifier: name, version },
        ...{ runtimeHint: 'npx', transport, environmentVariables },
      },
      ...(bundle === undefined
        ? []
        : [{ registryType: 'mcpb', identifier: bundle.url, fileSha256: bundle.sha256, transport }]),
    ],
  };
}
