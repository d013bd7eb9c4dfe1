import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Installation, installPackages } from './install.ts';
import { publishedPackages } from './published.ts';

const INSTALL_TIMEOUT_MS = 60_000;

/** Every entry that somebody may import: package, entry, and the file that declares its types. */
const entries = publishedPackages.flatMap(({ manifest }) =>
  Object.entries(manifest.exports ?? {}).flatMap(([entry, target]) =>
    typeof target === 'object' && target.types
      ? [{ name: posix.join(manifest.name, entry), owner: manifest.name, types: target.types }]
      : [],
  ),
);

let installation: Installation;
beforeAll(async () => {
  installation = await installPackages();
}, INSTALL_TIMEOUT_MS);
afterAll(() => installation.remove());

/** Reads the exported names of a declaration file that lists them; `export *` would hide them and is refused. */
function readExportedNames(declarations: string): readonly string[] {
  const text = declarations.replaceAll(/\/\*[\s\S]*?\*\//g, '');
  if (/^export \*/m.test(text)) throw new Error('export * hides what is exported');
  const lists = [...text.matchAll(/^export (?:type )?\{([^}]*)\}/gm)].flatMap(([, list = '']) => list.split(','));
  const listed = lists
    .map((item) =>
      item
        .trim()
        .replace(/^type /, '')
        .replace(/^.* as /, ''),
    )
    .filter((item) => item !== '');
  const declared = [
    ...text.matchAll(
      /^export (?:declare )?(?:const|let|function|async function|abstract class|class|interface|type|enum) (\w+)/gm,
    ),
  ].map(([, name = '']) => name);
  return [...new Set([...listed, ...declared])].sort();
}

describe.each(entries)('$name', ({ name, owner, types }) => {
  test('exports what was decided, and nothing more', async () => {
    const names = readExportedNames(readFileSync(join(installation.packageFolder(owner), types), 'utf8'));
    const file = name.replace('@tonearm/', '').replaceAll('/', '-');
    await expect(`${names.join('\n')}\n`).toMatchFileSnapshot(`./surface/${file}.txt`);
  });
});

test('a name is found however it is exported', () => {
  const declarations = `
export { a, type B, c as d } from './a.js';
export type { E } from './e.js';
export declare function f(): void;
export interface G {}
/** export const h = 1 */
`;
  expect(readExportedNames(declarations)).toEqual(['B', 'E', 'G', 'a', 'd', 'f']);
  expect(() => readExportedNames("export * from './a.js';")).toThrow('export *');
});
