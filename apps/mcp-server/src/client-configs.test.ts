import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { clientConfig, clientConfigs, type Launch, type Recipe } from './client-configs.js';

const launch: Launch = {
  command: '/opt/node 24/bin/node',
  args: ["/home/it's me/main.js", '--toolsets', 'core'],
  env: { SPOTIFY_CLIENT_ID: 'abc "def"' },
};
const recipe = (id: string, language: Recipe['language']): string =>
  clientConfig(id)
    .recipes.find((each) => each.language === language)
    ?.render(launch) ?? '';

test.each([
  ['claude-desktop', 'mcpServers'],
  ['cursor', 'mcpServers'],
  ['vscode', 'servers'],
  ['gemini', 'mcpServers'],
  ['windsurf', 'mcpServers'],
  ['zed', 'context_servers'],
])('the JSON of %s starts what was meant', (id, key) => {
  const { tonearm } = JSON.parse(recipe(id, 'json'))[key];
  expect(tonearm).toMatchObject(launch);
});

test('the links of Cursor and Visual Studio Code hold the same', () => {
  const cursor = new URL(recipe('cursor', 'text'));
  expect(cursor.searchParams.get('name')).toBe('tonearm');
  expect(JSON.parse(Buffer.from(cursor.searchParams.get('config') ?? '', 'base64').toString())).toEqual(launch);
  const code = recipe('vscode', 'text');
  expect(code).toMatch(/^vscode:mcp\/install\?/);
  expect(JSON.parse(decodeURIComponent(code.slice(code.indexOf('?') + 1)))).toEqual({ name: 'tonearm', ...launch });
});

test.skipIf(process.platform === 'win32')('a shell reads the words of Claude Code as they were meant', () => {
  const words = execFileSync('sh', ['-c', `claude() { printf '%s\\n' "$@"; }; ${recipe('claude-code', 'sh')}`], {
    encoding: 'utf8',
  });
  expect(words.trimEnd().split('\n')).toEqual([
    ...['mcp', 'add', 'tonearm', '-e', 'SPOTIFY_CLIENT_ID=abc "def"', '--'],
    ...[launch.command, ...launch.args],
  ]);
});

test('the TOML of Codex has a table for the server and one for its environment', () => {
  expect(recipe('codex', 'toml')).toBe(
    [
      '[mcp_servers.tonearm]',
      'command = "/opt/node 24/bin/node"',
      'args = ["/home/it\'s me/main.js", "--toolsets", "core"]',
      '',
      '[mcp_servers.tonearm.env]',
      'SPOTIFY_CLIENT_ID = "abc \\"def\\""',
    ].join('\n'),
  );
});

test('nothing is said of an environment that is empty', () => {
  for (const { recipes } of clientConfigs)
    for (const { render } of recipes) expect(render({ ...launch, env: {} })).not.toMatch(/env|-e /);
});

test('a client that is not known is answered with those that are', () => {
  expect(() => clientConfig('emacs')).toThrow(
    'Known: claude-code, claude-desktop, cursor, vscode, codex, gemini, windsurf, zed, opencode, goose.',
  );
});
