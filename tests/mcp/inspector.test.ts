import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { tools } from '@tonearm/tools';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type HttpServerProcess, serverScript, startHttpServer } from '../journeys/mcp-server-process.ts';

// Every call is a process, and starts another: a busy machine may take its time.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

// It is a program only: nothing in it can be imported by name.
const manifest = createRequire(import.meta.url).resolve('@modelcontextprotocol/inspector/package.json');
const inspector = join(dirname(manifest), 'clients/launcher/build/index.js');

interface Inspection {
  readonly code: number | null;
  readonly result: Readonly<Record<string, unknown>>;
  readonly errors: string;
}

let home: string;
let server: HttpServerProcess;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'tonearm-inspector-'));
  server = await startHttpServer({ TONEARM_BACKEND: 'emulator', TONEARM_TOOLSETS: 'all' });
});
afterAll(async () => {
  await server.stop('SIGKILL');
  await rm(home, { recursive: true, force: true });
});

/** Runs the official Inspector on the command line, against a server of its own over stdio or the one over HTTP. */
async function inspect(transport: 'stdio' | 'http', ...words: readonly string[]): Promise<Inspection> {
  const target =
    transport === 'http'
      ? [server.url.href, '--transport', 'http']
      : ['-e', 'TONEARM_BACKEND=emulator', '-e', 'TONEARM_TOOLSETS=all', process.execPath, serverScript];
  const child = spawn(process.execPath, [inspector, '--cli', ...target, ...words, '--format', 'json'], {
    env: { PATH: process.env.PATH, HOME: home, TONEARM_LOG_LEVEL: 'silent' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, errors, result: output === '' ? {} : JSON.parse(output).result };
}

describe.each([
  ['stdio', 'legacy'],
  ['stdio', 'modern'],
  ['http', 'legacy'],
  ['http', 'modern'],
] as const)('over %s, in the %s era', (transport, era) => {
  test('finds a schema that every client can use on every tool', async () => {
    const { code, result, errors } = await inspect(
      ...[transport, '--method', 'tools/list', '--strict', '--protocol-era', era],
    );
    // What it warns of is that text in answers is not described as text, which saves a sixth of the list.
    expect([code, errors]).toEqual([0, expect.stringMatching(/^(0 errors, \d+ warnings|No )/m)]);
    const listed = Array.isArray(result.tools) ? result.tools : [];
    expect(listed.map(({ name }) => name)).toEqual(tools.map(({ name }) => name));
  });
});

test.each([
  ['an answer', 'search_catalog', { query: 'paper kiln' }, 0],
  ['a plan of a write', 'create_playlist', { name: 'Inspected', dry_run: true }, 0],
  ['an error', 'get_album', { album: 'zzyzx zzyzx' }, 5],
])('gets %s of %s', async (_what, name, input, code) => {
  const call = ['--method', 'tools/call', '--tool-name', name, '--tool-args-json', JSON.stringify(input)];
  const inspection = await inspect('http', ...call, '--protocol-era', 'modern');
  expect(inspection.code).toBe(code);
  expect(inspection.result).toMatchObject({ content: [{ type: 'text' }] });
});
