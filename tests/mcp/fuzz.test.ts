import { spawn } from 'node:child_process';
import { request as send } from 'node:http';
import { createSpotifyEmulator, type SpotifyEmulator } from '@tonearm/spotify-emulator';
import { selectTools } from '@tonearm/tools';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { collectOutput } from '../journeys/child-output.ts';
import { emulatorEnvironment, serverScript, startHttpServer } from '../journeys/mcp-server-process.ts';
import { type HostileMessage, hostileMessage, type Subjects } from './fuzz/hostile-messages.ts';
import { seededRandom } from './fuzz/random.ts';

// More with TONEARM_FUZZ_MESSAGES, others with TONEARM_FUZZ_SEED.
const count = Number(process.env.TONEARM_FUZZ_MESSAGES ?? 10_000);
const seed = Number(process.env.TONEARM_FUZZ_SEED ?? 1);
vi.setConfig({ testTimeout: 60_000 + count * 10 });

const secret = 'a-secret-token-for-clients';
const tools = selectTools({ toolsets: ['all'] });
const subjects: Subjects = {
  tools: tools.map(({ name, input }) => ({ name, arguments: Object.keys(input.shape) })),
  prompts: ['find_similar', 'whats_playing'],
};

let emulator: SpotifyEmulator;
let listening: Awaited<ReturnType<SpotifyEmulator['listen']>>;
let environment: Record<string, string>;
beforeAll(async () => {
  emulator = createSpotifyEmulator();
  listening = await emulator.listen();
  environment = {
    ...emulatorEnvironment(listening.url),
    TONEARM_APP_MODE: 'extended',
    TONEARM_TOOLSETS: 'all',
    TONEARM_LOG_LEVEL: 'error',
  };
});
afterAll(() => listening.close());
beforeEach(() => {
  emulator.reset();
});

const handshake = {
  ...{ jsonrpc: '2.0', id: 'hello', method: 'initialize' },
  params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'fuzz', version: '1' } },
};

/** What no answer and no log may hold: where the code lies, what signs in, what the machine is like. */
function expectNothingLeaked(text: string): void {
  const leaks = [/\bat (async )?[\w.<>]+ \((file:|node:|\/).{0,80}/, /.{0,80}(node_modules|apps\/mcp-server)/];
  const secrets = [/tonearm-secret/, /access_token/, /root:x:0/, new RegExp(secret)];
  // Only what matches is shown: the rest would fill the screen.
  expect([...leaks, ...secrets].map((pattern) => pattern.exec(text)?.[0])).toEqual(Array(6).fill(undefined));
}

/** Whatever was asked for, Spotify is asked for nothing but what it has, by routes that are known. */
function expectNoWrongRoute(): void {
  const entries = emulator.journal.entries();
  // Hostile as they are, some reach Spotify: as words to search for, for instance.
  expect(entries.length).toBeGreaterThan(0);
  const strange = entries
    .filter(({ operation, path }) => operation === undefined || /\.\.|%2e|[?#]|\/\//i.test(path))
    .map(({ method, path }) => `${method} ${path}`);
  expect(strange).toEqual([]);
}

test.each([
  ['2025', true],
  ['2026-07-28, and of none', false],
])('over stdio, in the protocol of %s: no crash, no hang, one answer to each request', async (_era, isLegacy) => {
  const child = spawn(process.execPath, ['--enable-source-maps', serverScript], {
    env: { PATH: process.env.PATH, ...environment },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const { output, errors, ended } = collectOutput(child);
  const write = async (bytes: Buffer): Promise<void> => {
    if (!child.stdin.write(Buffer.concat([bytes, Buffer.from('\n')])))
      await new Promise((resolve) => child.stdin.once('drain', resolve));
  };
  const random = seededRandom(seed + (isLegacy ? 0 : 1));
  const expected: string[] = [];
  if (isLegacy) await write(Buffer.from(JSON.stringify(handshake)));
  for (let number = 0; number < count * 0.4; number += 1) {
    const { bytes, id } = hostileMessage(random, subjects, number);
    if (id !== undefined) expected.push(id);
    await write(bytes);
  }
  await write(Buffer.from(JSON.stringify({ jsonrpc: '2.0', id: 'last', method: 'tools/list' })));
  const answerOf = (line: string): { id?: unknown; jsonrpc?: unknown } => JSON.parse(line);
  const answered = (): string[] =>
    output()
      .split('\n')
      .filter(Boolean)
      .map(answerOf)
      .map(({ id }) => String(id))
      .filter((id) => /^m\d+$/.test(id));
  // A request may be cancelled by a hostile notification; none here names one that is.
  await expect
    .poll(() => answered().length, { timeout: 60_000, interval: 250 })
    .toBeGreaterThanOrEqual(expected.length);
  child.stdin.end();
  expect((await ended).code).toBe(0);
  expect(answered().sort()).toEqual([...expected].sort());
  for (const line of output().split('\n').filter(Boolean)) expect(answerOf(line).jsonrpc).toBe('2.0');
  expectNothingLeaked(output());
  // What nobody foresaw is a fault of ours, and the log says where.
  expect(
    errors()
      .split('\n')
      .filter((line) => /failed/.test(line)),
  ).toEqual([]);
  expectNoWrongRoute();
});

interface Answer {
  readonly status: number;
  readonly body: string;
}

/** Mostly as they should be, so that what is wrong elsewhere is reached too. */
const mostly = <T>(usual: T, ...others: readonly T[]): readonly T[] => [
  ...Array<T>(4 * others.length).fill(usual),
  ...others,
];
const paths = mostly('/mcp', '/mcp/', '//mcp', '/mcp/../metrics', '/%6dcp', '/metrics/../mcp', '/', '/mcp?x=1', '*');
const hosts = mostly('127.0.0.1', 'evil.example', 'localhost.evil.example', '', '[::1', '127.0.0.1@evil');
const origins = mostly<string | undefined>(
  undefined,
  'https://evil.example',
  'null',
  'http://localhost:1',
  'javascript:1',
);
const tokens = mostly<string | undefined>(secret, undefined, 'wrong', '', `${secret}x`);
const methods = mostly('POST', 'GET', 'DELETE', 'PUT', 'OPTIONS', 'HEAD');
const types = mostly('application/json', 'text/plain', '', 'application/json; charset=latin1');
const versions = mostly<string | undefined>(undefined, '2025-11-25', '2026-07-28', '1999-01-01', '__proto__');

test('over HTTP: no crash, no hang, nothing for strangers', async () => {
  const server = await startHttpServer({ ...environment, TONEARM_HTTP_TOKEN: secret });
  onTestFinished(() => void server.stop('SIGKILL'));
  const random = seededRandom(seed + 2);
  const answers: Answer[] = [];
  const one = async (number: number): Promise<void> => {
    const message = hostileMessage(random, subjects, number);
    const [host, origin, token] = [random.pick(hosts), random.pick(origins), random.pick(tokens)];
    const headers = headersFor(message, {
      host,
      origin,
      token,
      type: random.pick(types),
      version: random.pick(versions),
    });
    const answer = await exchange(server.url, random.pick(methods), random.pick(paths), headers, message.bytes);
    answers.push(answer);
    const isStranger = host !== '127.0.0.1' || (origin !== undefined && origin !== 'http://localhost:1');
    if (isStranger) expect([400, 403]).toContain(answer.status);
    else if (token !== secret) expect([400, 401]).toContain(answer.status);
  };
  for (let number = 0; number < count * 0.2; number += 16) {
    await Promise.all(Array.from({ length: 16 }, (_, index) => one(number + index)));
  }
  for (const { status } of answers) expect(status === 500 || status < 200).toBe(false);
  expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThan(answers.length / 20);
  expectNothingLeaked(answers.map(({ body }) => body).join('\n') + server.errorOutput());
  expectNoWrongRoute();
  expect((await fetch(new URL('/livez', server.url))).status).toBe(200);
  expect(await server.stop()).toBe(0);
});

interface Guise {
  readonly host: string;
  readonly origin: string | undefined;
  readonly token: string | undefined;
  readonly type: string;
  readonly version: string | undefined;
}

function headersFor({ method }: HostileMessage, { host, origin, token, type, version }: Guise): Record<string, string> {
  return {
    host,
    accept: 'application/json, text/event-stream',
    'content-type': type,
    ...(origin !== undefined && { origin }),
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
    ...(version !== undefined && { 'mcp-protocol-version': version }),
    ...(method !== undefined && /^[\w/]+$/.test(method) && { 'mcp-method': method }),
  };
}

function exchange(
  url: URL,
  method: string,
  path: string,
  headers: Record<string, string>,
  body: Buffer,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const hasBody = method !== 'GET' && method !== 'HEAD';
    const request = send({ host: url.hostname, port: url.port, method, path, headers, setHost: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }));
      response.on('error', reject);
    });
    request.on('error', reject);
    request.end(hasBody ? body : undefined);
  });
}
