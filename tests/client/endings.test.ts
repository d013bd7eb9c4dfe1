import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CallOptions, clientCredentials, createSpotifyClient } from '@tonearm/spotify-client';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

const TIMEOUT_MS = 5_000;
// Thirty seconds, and one in which the timer for all calls may not yet have looked.
const USUAL_MS = 31_000;

let server: Server;
let url: string;
/** Resolves with the answer to the next request, which nobody has begun to write. */
let nextAnswer: Promise<ServerResponse>;

beforeEach(async () => {
  // Only the timers that the client sees: those of the connection are Node's own.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  nextAnswer = once(server, 'request').then(([, response]) => response);
});
afterEach(() => {
  vi.useRealTimers();
  server.closeAllConnections();
  server.close();
});

function call(options: CallOptions = {}): Promise<unknown> {
  const spotify = createSpotifyClient({ token: 'token', apiUrl: url });
  return spotify.albums.get({ id: 'a1' }, options).then(
    () => expect.unreachable('it was answered'),
    (error: unknown) => error,
  );
}

/** Writes the beginning of an answer, and waits until it has left. */
async function begin(answer: ServerResponse): Promise<void> {
  answer.writeHead(200, { 'content-type': 'application/json' });
  await new Promise<void>((resolve) => {
    answer.write('{"id":', () => resolve());
  });
}

/** Lets everything happen that is on its way between the two ends of the connection. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
}

describe.each([
  ['before the answer', false],
  ['in the middle of the answer', true],
])('%s', (_when, hasBegun) => {
  test('a time limit of the call ends it, and closes the connection', async () => {
    const error = call({ timeoutMs: TIMEOUT_MS });
    const answer = await nextAnswer;
    const closed = once(answer, 'close');
    if (hasBegun) await begin(answer);
    await settle();
    vi.advanceTimersByTime(TIMEOUT_MS);
    expect(await error).toMatchObject({ code: 'timeout', timeoutMs: TIMEOUT_MS });
    await closed;
  });

  test('the signal of the caller ends it, and closes the connection', async () => {
    const controller = new AbortController();
    const error = call({ signal: controller.signal });
    const answer = await nextAnswer;
    const closed = once(answer, 'close');
    if (hasBegun) await begin(answer);
    await settle();
    controller.abort(new Error('enough'));
    expect(await error).toMatchObject({ code: 'aborted', cause: new Error('enough') });
    await closed;
  });

  test('the usual limit ends it for the caller, and the connection when the answer comes', async () => {
    const error = call();
    const answer = await nextAnswer;
    const closed = once(answer, 'close');
    if (hasBegun) await begin(answer);
    await settle();
    vi.advanceTimersByTime(USUAL_MS);
    expect(await error).toMatchObject({
      code: 'timeout',
      timeoutMs: 30_000,
      request: { method: 'GET', url: `${url}/albums/a1` },
    });
    if (!hasBegun) await begin(answer);
    // It never ends by itself.
    await closed;
    expect(answer.writableFinished).toBe(false);
  });
});

test('after a silence the usual limit closes connections too, until something answers', async () => {
  const spotify = createSpotifyClient({ token: 'token', apiUrl: url });
  const ask = async () => {
    const arrived = once(server, 'request');
    const outcome = spotify.albums.get({ id: 'a1' }).catch((error: unknown) => error);
    const [, answer] = (await arrived) as [unknown, ServerResponse];
    return { outcome, answer };
  };
  const meetSilence = async (): Promise<ServerResponse> => {
    const { outcome, answer } = await ask();
    vi.advanceTimersByTime(USUAL_MS);
    expect(await outcome).toMatchObject({ code: 'timeout', timeoutMs: 30_000 });
    return answer;
  };
  const first = await meetSilence();
  const second = await meetSilence();
  await expect.poll(() => second.destroyed).toBe(true);
  const { outcome, answer } = await ask();
  answer.end('{"id":"a1"}');
  expect(await outcome).toEqual({ id: 'a1' });
  const third = await meetSilence();
  const fourth = await meetSilence();
  await expect.poll(() => fourth.destroyed).toBe(true);
  // It is the connection that fell silent first each time that stays.
  expect([first.destroyed, third.destroyed]).toEqual([false, false]);
});

test.each([
  ['before the answer', false],
  ['in the middle of the answer', true],
])(
  'a token endpoint that falls silent %s is given up at the usual limit, and its connection closed',
  async (_when, hasBegun) => {
    const token = clientCredentials({ clientId: 'app', clientSecret: 'secret', accountsUrl: url });
    const error = token.token().then(
      () => expect.unreachable('it was answered'),
      (reason: unknown) => reason,
    );
    const answer = await nextAnswer;
    const closed = once(answer, 'close');
    if (hasBegun) await begin(answer);
    await settle();
    vi.advanceTimersByTime(30_000);
    expect(await error).toMatchObject({ code: 'timeout', timeoutMs: 30_000, endpoint: 'accounts.token' });
    await closed;
  },
);

test('an answer in many pieces, cut inside of a letter, is read whole', async () => {
  const album = { id: 'a1', name: 'Ünïcödé ♫ 音楽' };
  const bytes = Buffer.from(JSON.stringify(album));
  server.on('request', (_request, response) => {
    for (const byte of bytes) response.write(Buffer.of(byte));
    response.end();
  });
  const spotify = createSpotifyClient({ token: 'token', apiUrl: url });
  expect(await spotify.albums.get({ id: 'a1' })).toEqual(album);
});
