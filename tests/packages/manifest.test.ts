import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../repository/tree.ts';
import { type Manifest, publishedPackages } from './published.ts';

/** What a manifest does not do that every published package does. */
function findFaults(folder: string, manifest: Manifest): readonly string[] {
  const isLibrary = folder.startsWith('packages/');
  const isCommand = manifest.bin !== undefined;
  const rules: readonly (readonly [boolean, string])[] = [
    [manifest.name === `@tonearm/${folder.split('/')[1]}`, 'its name is not the name of its folder'],
    [(manifest.description ?? '') !== '', 'it has no description'],
    [manifest.license === 'MIT', 'its licence is not MIT'],
    [(manifest.keywords ?? []).length > 0, 'it has no keywords'],
    [manifest.type === 'module', 'it is not an ES module'],
    [manifest.sideEffects === false, 'it does not say that it is free of side effects'],
    [manifest.engines?.node === '>=22.18', 'it does not ask for Node >=22.18'],
    [JSON.stringify(manifest.files) === '["dist"]', 'it does not publish dist and nothing else'],
    [manifest.repository?.directory === folder, 'repository.directory is not its folder'],
    [/^git\+https:/.test(manifest.repository?.url ?? ''), 'it does not name its repository'],
    [manifest.publishConfig?.access === 'public', 'it would not be published for everyone'],
    [manifest.publishConfig?.provenance === true, 'it would be published without provenance'],
    [!isLibrary || manifest.exports !== undefined, 'a library without exports'],
    [isLibrary || isCommand, 'an app without a command'],
  ];
  return rules.filter(([holds]) => !holds).map(([, fault]) => fault);
}

/** Entries whose conditions stand in an order that hides a later one. */
function findMisorderedEntries(manifest: Manifest): readonly string[] {
  return Object.entries(manifest.exports ?? {})
    .filter(([entry, target]) => entry !== './package.json' && !isWellOrdered(target))
    .map(([entry]) => entry);
}

function isWellOrdered(target: string | Readonly<Record<string, string>>): boolean {
  return typeof target === 'object' && Object.keys(target).join() === '@tonearm/source,types,default';
}

describe.each(publishedPackages)('$manifest.name', ({ folder, manifest }) => {
  test('tells npm what it is', () => {
    expect(findFaults(folder, manifest)).toEqual([]);
  });

  test('puts the source condition first, then the types', () => {
    expect(findMisorderedEntries(manifest)).toEqual([]);
  });

  test('has a README and a changelog', () => {
    const missing = ['README.md', 'CHANGELOG.md'].filter((file) => !existsSync(join(root, folder, file)));
    expect(missing).toEqual([]);
  });
});

const aboutSpotify = publishedPackages.filter(({ manifest }) => manifest.keywords?.includes('spotify'));

describe.each(aboutSpotify)('the README of $manifest.name', ({ folder }) => {
  test('says that it is not by Spotify, and leads there', () => {
    const readme = readFileSync(join(root, folder, 'README.md'), 'utf8');
    expect(readme).toMatch(/unofficial|not affiliated/i);
    expect(readme).toMatch(/\]\(https:\/\/(www|developer|open)\.spotify\.com/);
  });
});

describe('the rules of manifests', () => {
  test('see what is missing', () => {
    const faults = findFaults('packages/cache', { name: '@tonearm/cash', version: '1.0.0' });
    expect(faults).toContain('its name is not the name of its folder');
    expect(faults).toContain('it would be published without provenance');
  });

  test('see types that come too late', () => {
    const entry = { default: './dist/index.js', types: './dist/index.d.ts' };
    expect(findMisorderedEntries({ name: 'x', version: '1.0.0', exports: { '.': entry } })).toEqual(['.']);
  });
});
