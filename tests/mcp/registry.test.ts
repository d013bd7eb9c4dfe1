import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { serverJson } from '@tonearm/deploy/distribution';
import { describe, expect, test } from 'vitest';
import { root } from '../repository/tree.ts';
import { faultsOf } from './registry/official-rules.ts';
import { type ServerJson, serverJsonSchema } from './registry/published-schema.ts';

const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const manifest = JSON.parse(read('apps/mcp-server/package.json'));

/** As a release makes it: the address is the one that the workflow builds. */
const address = `https://github.com/tonearm/tonearm/releases/download/${encodeURIComponent(`${manifest.name}@${manifest.version}`)}`;
const released = serverJson({ url: `${address}/tonearm.mcpb`, sha256: 'a'.repeat(64) });

describe('server.json', () => {
  test('is what is generated', () => {
    expect(JSON.parse(read('apps/mcp-server/server.json'))).toEqual(serverJson());
  });

  test.each([
    ['committed', serverJson()],
    ['released', released],
  ])('as it is %s follows the published schema and the rules of the registry', (_, entry) => {
    expect(faultsOf(serverJsonSchema.parse(entry))).toEqual([]);
  });

  test('has the name and the version that the published package says of itself', () => {
    expect(serverJson()).toMatchObject({
      name: manifest.mcpName,
      version: manifest.version,
      packages: [{ identifier: manifest.name, version: manifest.version }],
    });
  });

  test('belongs to the account whose repository it names', () => {
    const owner = /^https:\/\/github\.com\/([^/]+)\//.exec(String(Object(serverJson()).repository.url))?.[1];
    expect(manifest.mcpName).toMatch(new RegExp(`^io\\.github\\.${owner}/`));
  });

  test('shows icons that the repository has', () => {
    const icons: readonly { src: string; sizes?: readonly string[] }[] = Object(serverJson()).icons;
    expect(icons.length).toBeGreaterThan(0);
    for (const { src } of icons) {
      const path = /^https:\/\/raw\.githubusercontent\.com\/tonearm\/tonearm\/main\/(.+)$/.exec(src)?.[1] ?? '';
      expect(() => read(path)).not.toThrow();
    }
  });
});

describe('the table of the schema', () => {
  const valid = (): ServerJson => structuredClone(serverJsonSchema.parse(released));
  const first = (entry: ServerJson) => entry.packages?.[0] ?? expect.unreachable();

  test.each<readonly [string, (entry: Record<string, unknown>) => void]>([
    ['a field that nobody knows', (entry) => Object.assign(entry, { website: 'https://example.org' })],
    ['a description of 101 characters', (entry) => Object.assign(entry, { description: 'x'.repeat(101) })],
    ['a name without a slash', (entry) => Object.assign(entry, { name: 'tonearm' })],
    ['an entry without a name', (entry) => Reflect.deleteProperty(entry, 'name')],
    ['a package of the latest version', (entry) => Object.assign(Object(entry).packages[0], { version: 'latest' })],
    ['a package without a transport', (entry) => Reflect.deleteProperty(Object(entry).packages[0], 'transport')],
    ['a hash that is none', (entry) => Object.assign(Object(entry).packages[1], { fileSha256: 'abc' })],
    [
      'an argument without a value',
      (entry) => Object.assign(Object(entry).packages[0], { packageArguments: [{ type: 'positional' }] }),
    ],
    ['an address for stdio', (entry) => Object.assign(Object(entry).packages[0].transport, { url: 'https://x.org' })],
  ])('refuses %s', (_, spoil) => {
    const entry = valid();
    spoil(entry);
    expect(serverJsonSchema.safeParse(entry).success).toBe(false);
  });

  test.each<readonly [string, (entry: ServerJson) => void]>([
    ['a version that is a range', (entry) => Object.assign(entry, { version: '^1.0.0' })],
    ['a version with a wildcard', (entry) => Object.assign(first(entry), { version: '1.x' })],
    [
      'a repository on another host',
      (entry) => Object.assign(Object(entry.repository), { url: 'https://example.org/a/b' }),
    ],
    ['a folder above the repository', (entry) => Object.assign(Object(entry.repository), { subfolder: '../x' })],
    ['a mirror of npm', (entry) => Object.assign(first(entry), { registryBaseUrl: 'https://npm.example.org' })],
    [
      'a bundle from elsewhere',
      (entry) => Object.assign(Object(entry.packages?.[1]), { identifier: 'https://example.org/x.mcpb' }),
    ],
    ['a bundle without its hash', (entry) => Object.assign(Object(entry.packages?.[1]), { fileSha256: undefined })],
    [
      'an icon within the text',
      (entry) => Object.assign(Object(entry.icons?.[0]), { src: 'http://example.org/icon.png' }),
    ],
  ])('lets pass, and the registry refuses, %s', (_, spoil) => {
    const entry = valid();
    spoil(entry);
    expect(faultsOf(serverJsonSchema.parse(entry))).toHaveLength(1);
  });
});
