import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findProgram, type ProgramName, servicesAreOff } from '@tonearm/tooling/services';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../repository/tree.ts';
import { type Installation, installPackages } from './install.ts';
import { publishedPackages } from './published.ts';
import { readCode, readExample, splitWords } from './readme.ts';

const execute = promisify(execFile);
const EXAMPLE_TIMEOUT_MS = 30_000;
const INSTALL_TIMEOUT_MS = 60_000;

const libraries = publishedPackages.filter(({ folder }) => folder.startsWith('packages/'));
const apps = publishedPackages.filter(({ folder }) => folder.startsWith('apps/'));

let installation: Installation;
beforeAll(async () => {
  installation = await installPackages();
}, INSTALL_TIMEOUT_MS);
afterAll(() => installation.remove());

function exampleOf(folder: string, language: string) {
  const example = readExample(readFileSync(join(root, folder, 'README.md'), 'utf8'), language);
  if (!example) throw new Error(`${folder}/README.md has no \`\`\`${language} block`);
  return example;
}

/** Runs a file of the installation as somebody who has set nothing up. */
function run(file: string, words: readonly string[] = []): Promise<string> {
  return runWith(process.execPath, ['--disable-warning=ExperimentalWarning', file, ...words]);
}

async function runWith(program: string, words: readonly string[], environment: object = {}): Promise<string> {
  const { PATH, SystemRoot } = process.env;
  const home = { HOME: installation.folder, USERPROFILE: installation.folder, APPDATA: installation.folder };
  const running = execute(program, [...words], {
    cwd: installation.folder,
    env: { ...home, PATH, SystemRoot, XDG_CONFIG_HOME: join(installation.folder, 'config'), ...environment },
    timeout: EXAMPLE_TIMEOUT_MS,
  });
  running.child.stdin?.end();
  return (await running).stdout;
}

describe.each(libraries)('the README of $manifest.name', ({ folder, manifest }) => {
  test('shows an example that prints what it says', { timeout: EXAMPLE_TIMEOUT_MS }, async () => {
    const { code, output } = exampleOf(folder, 'ts');
    expect(code).toContain(`'${manifest.name}'`);
    const file = join(installation.folder, `${folder.split('/')[1]}.ts`);
    writeFileSync(file, code);
    expect(await run(file)).toBe(output);
  });
});

/** The other platforms of the server, and how they run a file beside which packages are installed. */
const platforms: readonly (readonly [ProgramName, readonly string[]])[] = [
  ['deno', ['run', '--quiet', '--allow-all', '--node-modules-dir=manual']],
  ['bun', ['run']],
];

describe.skipIf(servicesAreOff).each(platforms)('in %s', (name, words) => {
  test('the example of the client prints what its README says', { timeout: EXAMPLE_TIMEOUT_MS }, async () => {
    const { code, output } = exampleOf('packages/spotify-client', 'ts');
    const file = join(installation.folder, `in-${name}.ts`);
    writeFileSync(file, code);
    const { path, environment } = findProgram(name);
    expect(await runWith(path, [...words, file], environment)).toBe(output);
  });
});

test('the examples of all libraries fit the published types', { timeout: EXAMPLE_TIMEOUT_MS }, () => {
  const project = join(installation.folder, 'project');
  mkdirSync(project);
  for (const { folder, manifest } of libraries) {
    const examples = readCode(readFileSync(join(root, folder, 'README.md'), 'utf8'), 'ts');
    const whole = examples.filter((code) => code.includes(`from '${manifest.name}'`));
    expect(whole).not.toEqual([]);
    for (const [index, code] of whole.entries()) {
      writeFileSync(join(project, `${folder.split('/')[1]}-${index}.ts`), code);
    }
  }
  mkdirSync(join(installation.folder, 'node_modules/@types'), { recursive: true });
  symlinkSync(
    join(root, 'tests/node_modules/@types/node'),
    join(installation.folder, 'node_modules/@types/node'),
    'junction',
  );
  writeFileSync(join(project, 'package.json'), '{ "type": "module" }');
  expect(compile(project, { module: 'nodenext', types: ['node'] })).toBe('');
});

/** What a project may ask of its compiler beside `strict`, each of which has broken the types of somebody's package. */
const strictest = {
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  noImplicitOverride: true,
  isolatedModules: true,
  skipLibCheck: false,
};

/** How projects resolve modules, and what a page has in place of Node. */
const projects: readonly (readonly [name: string, options: object])[] = [
  ['a program of Node', { module: 'nodenext', types: ['node'] }],
  ['a program of an older Node', { module: 'node16', types: ['node'] }],
  ['a program that a bundler makes', { module: 'esnext', moduleResolution: 'bundler', types: ['node'] }],
  ['a page', { module: 'esnext', moduleResolution: 'bundler', lib: ['es2023', 'dom', 'dom.iterable'], types: [] }],
];

test.each(projects)(
  'the client fits %s that is as strict as can be, and says of wrong use that it is wrong',
  {
    timeout: EXAMPLE_TIMEOUT_MS,
  },
  (name, options) => {
    const project = join(installation.folder, `strict ${name}`);
    mkdirSync(project);
    writeFileSync(join(project, 'package.json'), '{ "type": "module" }');
    writeFileSync(join(project, 'use.ts'), readFileSync(new URL('client-use.ts', import.meta.url)));
    expect(compile(project, { ...strictest, ...options })).toBe('');
  },
);

test.each(projects.filter(([name]) => name !== 'a page'))(
  'the cache fits %s that is as strict as can be, and says of wrong use that it is wrong',
  {
    timeout: EXAMPLE_TIMEOUT_MS,
  },
  (name, options) => {
    const project = join(installation.folder, `strict cache ${name}`);
    mkdirSync(project);
    writeFileSync(join(project, 'package.json'), '{ "type": "module" }');
    writeFileSync(join(project, 'use.ts'), readFileSync(new URL('cache-use.ts', import.meta.url)));
    expect(compile(project, { ...strictest, ...options })).toBe('');
  },
);

/** Compiles a project, and gives what the compiler has to say. */
function compile(project: string, options: object): string {
  const compilerOptions = { strict: true, noEmit: true, target: 'es2023', ...options };
  writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions }));
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  return spawnSync(process.execPath, [compiler, '-p', project], { encoding: 'utf8' }).stdout;
}

test.each(publishedPackages.map(({ manifest }) => manifest.name))(
  'every map in %s leads to a source that it has with it',
  (name) => {
    const folder = installation.packageFolder(name);
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    const lost = files
      .filter((file) => file.endsWith('.map') && !file.includes('node_modules'))
      .filter((file) => {
        const { sources, sourcesContent } = JSON.parse(readFileSync(join(folder, file), 'utf8'));
        return sourcesContent?.length !== sources.length;
      });
    expect(lost).toEqual([]);
  },
);

describe.each(apps)('the README of $manifest.name', ({ folder, manifest }) => {
  const commands = Object.keys(manifest.bin ?? {});
  test('shows commands that work', { timeout: EXAMPLE_TIMEOUT_MS }, async () => {
    const lines = exampleOf(folder, 'sh')
      .code.split('\n')
      .map((line) => line.replace(/\s+#\s.*$/, ''));
    for (const line of lines.filter((text) => text.trim() !== '')) {
      const [command = '', ...words] = splitWords(line);
      expect(commands).toContain(command);
      await run(installation.commandFile(command), words);
    }
  });
});

test('the guide to the first steps shows commands that work', { timeout: EXAMPLE_TIMEOUT_MS }, async () => {
  const guide = readFileSync(join(root, 'docs/guide/getting-started.md'), 'utf8');
  const [, block = ''] = /```sh\n(npm install --global .*?)```/s.exec(guide) ?? [];
  const lines = block.split('\n').filter((line) => /^tonearm/.test(line));
  expect(lines.length).toBeGreaterThan(1);
  for (const line of lines) {
    const [command = '', ...words] = splitWords(line);
    expect(await run(installation.commandFile(command), words)).not.toBe('');
  }
});

const commands = publishedPackages.flatMap(({ manifest }) =>
  Object.keys(manifest.bin ?? {}).map((command) => ({ command, version: manifest.version })),
);

describe.each(commands)('the command $command', ({ command, version }) => {
  test('runs as installed, knows its version and explains itself', { timeout: EXAMPLE_TIMEOUT_MS }, async () => {
    expect(await run(installation.commandFile(command), ['--version'])).toContain(version);
    expect(await run(installation.commandFile(command), ['--help'])).toContain(command);
  });
});

test('a README without its example is noticed', () => {
  expect(readExample('# cache\n\n```sh\nnpm install\n```\n', 'ts')).toBeUndefined();
  expect(readExample('```ts\nawait 1;\n```\n\nprints\n\n```text\none\n```\n', 'ts')).toEqual({
    code: 'await 1;\n',
    output: 'one\n',
  });
  expect(splitWords(`tonearm search "blue moon" --limit 5`)).toEqual([
    'tonearm',
    'search',
    'blue moon',
    '--limit',
    '5',
  ]);
});
