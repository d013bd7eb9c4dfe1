import type { ServerJson } from './published-schema.ts';

// What registry.modelcontextprotocol.io refuses although the schema lets it pass: read in modelcontextprotocol/registry,
// internal/validators and docs/reference/server-json/official-registry-requirements.md. What it looks up on the network
// (that the package carries the name, that the bundle can be downloaded) is held by the tests beside this one.

type Package = NonNullable<ServerJson['packages']>[number];
type Rule = readonly [holds: boolean, fault: string];

/** Ranges and wildcards, which the registry tells from versions by their form. */
const range = /^\s*(\^|~|[<>]=?|=)|\s-\s|\|\||(^|\.)[xX*](\.|$)/;

/** What the official registry would say against an entry that follows the schema; empty when it would take it. */
export function faultsOf(entry: ServerJson): readonly string[] {
  const { name, title, version, websiteUrl, repository, icons = [], packages = [], remotes = [] } = entry;
  const rules: readonly Rule[] = [
    [/^[a-zA-Z0-9][a-zA-Z0-9.-]*[a-zA-Z0-9]\/[a-zA-Z0-9][\w.-]*[a-zA-Z0-9]$/.test(name), `no name: ${name}`],
    [title === undefined || title.trim() !== '', 'an empty title'],
    [isVersion(version), `no single version: ${version}`],
    [websiteUrl === undefined || isHttps(websiteUrl), `not https: ${websiteUrl}`],
    [repository === undefined || isRepository(repository), `no repository: ${repository?.url}`],
    [isFolder(repository?.subfolder), `no folder: ${repository?.subfolder}`],
    ...icons.map(({ src }): Rule => [isHttps(src), `not https: ${src}`]),
    ...packages.flatMap(packageRules),
    ...remotes.map(({ url }): Rule => [isHttps(url) && !/localhost|127\.0\.0\.1/.test(url), `no remote: ${url}`]),
  ];
  return rules.filter(([holds]) => !holds).map(([, fault]) => fault);
}

function packageRules({ registryType, registryBaseUrl, identifier, version, fileSha256 }: Package): readonly Rule[] {
  const common: readonly Rule[] = [
    [!identifier.includes(' '), `a space in ${identifier}`],
    [version === undefined || isVersion(version), `no single version: ${version}`],
  ];
  switch (registryType) {
    case 'npm':
      return [
        ...common,
        [registryBaseUrl === undefined || registryBaseUrl === 'https://registry.npmjs.org', `a registry of its own`],
        [version !== undefined, `${identifier} without a version`],
      ];
    case 'mcpb':
      return [
        ...common,
        [/^https:\/\/(github|gitlab)\.com\/.+\/releases\//.test(identifier), `no release: ${identifier}`],
        [/mcp/i.test(identifier), `an address without "mcp": ${identifier}`],
        [fileSha256 !== undefined, `${identifier} without its hash`],
        [registryBaseUrl === undefined, `a registry for ${identifier}`],
      ];
    default:
      return [[false, `not a kind of package that we publish: ${registryType}`]];
  }
}

function isVersion(version: string): boolean {
  return version !== 'latest' && !range.test(version);
}

function isHttps(address: string): boolean {
  return URL.parse(address)?.protocol === 'https:';
}

function isRepository({ url, source }: NonNullable<ServerJson['repository']>): boolean {
  return source === 'github' && /^https?:\/\/(www\.)?github\.com\/[\w.-]+\/[\w.-]+\/?$/.test(url);
}

function isFolder(path = 'folder'): boolean {
  return /^[\w./-]+$/.test(path) && !path.split('/').some((part) => ['', '.', '..'].includes(part));
}
