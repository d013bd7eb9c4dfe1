// Makes a release and installs it, without telling anybody: pnpm release:check. Takes what is committed. No part of npm test.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { connectModern } from '../journeys/mcp-clients.ts';
import { faultsOf } from '../mcp/registry/official-rules.ts';
import { serverJsonSchema } from '../mcp/registry/published-schema.ts';
import { publishedPackages } from '../packages/published.ts';
import { type NpmRegistry, startNpmRegistry } from './npm-registry.ts';
import { makeScratchClone, type ScratchClone } from './scratch-clone.ts';

let clone: ScratchClone;
let registry: NpmRegistry;
before(async () => {
  clone = makeScratchClone();
  registry = await startNpmRegistry(clone.beside('registry'));
});
after(async () => {
  await registry?.stop();
  clone?.remove();
});

type Bump = 'patch' | 'minor' | 'major';
const bumps: readonly Bump[] = ['patch', 'minor', 'major'];

/** How far each package moves, by the changesets that name it. */
function announcedBumps(): ReadonlyMap<string, Bump> {
  const announced = new Map<string, Bump>();
  for (const file of readdirSync(join(clone.folder, '.changeset')).filter((name) => name.endsWith('.md'))) {
    const [, head = ''] = clone.readText(`.changeset/${file}`).split('---\n');
    for (const [, name = '', bump] of head.matchAll(/^['"]?(@tonearm\/[\w-]+)['"]?: (patch|minor|major)$/gm)) {
      const further = Math.max(bumps.indexOf(bump as Bump), bumps.indexOf(announced.get(name) ?? 'patch'));
      announced.set(name, bumps[further] ?? 'patch');
    }
  }
  return announced;
}

/** A version after a bump; packages that only follow another one move by a patch. */
function moved(version: string, bump: Bump): string {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  if (bump === 'major') return `${major + 1}.0.0`;
  return bump === 'minor' ? `${major}.${minor + 1}.0` : `${major}.${minor}.${patch + 1}`;
}

let versions: ReadonlyMap<string, string>;

describe('the pull request with the versions', () => {
  let announced: ReadonlyMap<string, Bump>;
  before(() => {
    announced = announcedBumps();
    clone.run('pnpm', ['run', '--silent', 'release:version']);
    const versionOf = (folder: string): string => String(clone.readJson(`${folder}/package.json`).version);
    versions = new Map(publishedPackages.map(({ folder, manifest }) => [manifest.name, versionOf(folder)]));
  });

  test('moves every package as far as was announced', () => {
    for (const { manifest } of publishedPackages) {
      const bump = announced.get(manifest.name);
      const possible = bump ? [moved(manifest.version, bump)] : [manifest.version, moved(manifest.version, 'patch')];
      assert.ok(
        possible.includes(versions.get(manifest.name) ?? ''),
        `${manifest.name}: ${versions.get(manifest.name)}`,
      );
    }
  });

  test('changes versions, changelogs and what is made of them, and nothing else', () => {
    const changed = clone.run('git', ['status', '--porcelain', '--untracked-files=no']).split('\n').filter(Boolean);
    const expected =
      /^.. (\.changeset\/[\w-]+\.md|(packages|apps)\/[\w-]+\/(package\.json|CHANGELOG\.md)|apps\/mcp-server\/server\.json)$/;
    assert.deepEqual(
      changed.filter((line) => !expected.test(line)),
      [],
    );
    for (const { folder, manifest } of publishedPackages) {
      const version = versions.get(manifest.name);
      assert.ok(clone.readText(`${folder}/CHANGELOG.md`).includes(`\n## ${version}\n`), `${folder}/CHANGELOG.md`);
    }
  });

  test('passes what is checked of manifests and papers', () => {
    clone.run('biome', ['check', '--error-on-warnings', '.']);
    clone.run('vitest', ['run', 'mcp/registry.test.ts', 'packages/manifest.test.ts', 'repository/markdown.test.ts'], {
      folder: join(clone.folder, 'tests'),
    });
  });
});

describe('publishing', () => {
  before(() => {
    // Where a build is proven is known only to a workflow.
    const environment = { ...registry.environment, NPM_CONFIG_PROVENANCE: 'false' };
    clone.run('pnpm', ['run', '--silent', 'release'], { environment });
  });

  /** What npm knows of a package. */
  const published = (name: string): Readonly<Record<string, unknown>> =>
    JSON.parse(clone.run('npm', ['view', '--json', name], { environment: registry.environment }));

  test('puts every package into the registry, at its version and without links into this workspace', () => {
    for (const [name, version] of versions) {
      const manifest = published(name);
      assert.equal(manifest.version, version, name);
      assert.doesNotMatch(JSON.stringify(manifest), /workspace:|catalog:|link:/);
    }
  });

  test('tells npm the same name as the registry of MCP', () => {
    assert.equal(published('@tonearm/mcp-server').mcpName, clone.readJson('apps/mcp-server/server.json').name);
  });

  for (const { folder, manifest } of publishedPackages) {
    test(`${manifest.name} installs and runs where nothing else is`, async () => {
      const empty = clone.beside(`empty/${folder}`);
      const run = (program: string, ...words: readonly string[]): string =>
        clone.run(program, words, { folder: empty, environment: registry.environment });
      run('npm', 'init', '--yes');
      // What some entries of a library need is for who uses them to install; an app works without.
      const peers = folder.startsWith('apps/') ? {} : (manifest.peerDependencies ?? {});
      const wanted = { [manifest.name]: versions.get(manifest.name), ...peers };
      const names = Object.entries(wanted).map(([name, version]) => `${name}@${version}`);
      run('npm', 'install', '--no-audit', '--no-fund', ...names);
      if (folder.startsWith('apps/'))
        assert.equal(
          run('npm', 'ls', '--parseable', '--all').trim().split('\n').length,
          2,
          'an app brings others along',
        );
      for (const entry of Object.keys(manifest.exports ?? {}).filter((name) => name !== './package.json')) {
        const name = join(manifest.name, entry);
        run(
          'node',
          '--eval',
          `import('${name}').then((all) => { if (Object.keys(all).length === 0) process.exit(1); })`,
        );
      }
      for (const command of Object.keys(manifest.bin ?? {})) {
        assert.equal(
          run('npx', '--no', '--', command, '--version').trim().split(' ').at(-1),
          versions.get(manifest.name),
        );
      }
    });
  }

  test('the server that npx fetches answers a client', async () => {
    const program = ['npx', '--yes', `@tonearm/mcp-server@${versions.get('@tonearm/mcp-server')}`] as const;
    const client = await connectModern({ environment: registry.environment, program: [...program] });
    const { isError, text } = await client.call('search_catalog', { query: 'rain', kinds: ['album'] });
    assert.equal(isError, false, text);
    await client.close();
  });
});

describe('what is announced with the server', () => {
  test('is a bundle and an entry for the registry that knows its hash', () => {
    const address = 'https://github.com/tonearm/tonearm/releases/download/%40tonearm%2Fmcp-server%40next';
    clone.run('pnpm', ['run', '--silent', 'bundle', 'announced', address]);
    const entry = serverJsonSchema.parse(clone.readJson('announced/server.json'));
    assert.deepEqual(faultsOf(entry), []);
    assert.equal(entry.version, versions.get('@tonearm/mcp-server'));
    const bundle = readFileSync(join(clone.folder, 'announced/tonearm.mcpb'));
    assert.equal(entry.packages?.[1]?.fileSha256, createHash('sha256').update(bundle).digest('hex'));
    assert.equal(entry.packages?.[1]?.identifier, `${address}/tonearm.mcpb`);
  });
});
