import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { first } from '../../testing/caller.js';
import { listeningEmulators } from '../../testing/listening.js';
import { createSpotifyEmulator, type SpotifyEmulator } from '../index.js';
import { journalEvents } from './events.js';

const listen = listeningEmulators();
const path = '/__emulator/journal/stream';

/** An emulator that counts who listens to its journal. */
function createCounted(): { emulator: SpotifyEmulator; listeners: Set<unknown> } {
  const emulator = createSpotifyEmulator();
  const listeners = new Set<unknown>();
  const { subscribe } = emulator.journal;
  Object.assign(emulator.journal, {
    subscribe: (listener: Parameters<typeof subscribe>[0]) => {
      const stop = subscribe(listener);
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        stop();
      };
    },
  });
  return { emulator, listeners };
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise(setImmediate);
}

describe('a reader who leaves is forgotten', () => {
  test('in process, by cancelling while nothing comes', async () => {
    const { emulator, listeners } = createCounted();
    const { body } = await emulator.fetch(path);
    const reader = body?.getReader();
    await reader?.read();
    expect(listeners.size).toBe(1);
    void reader?.read();
    await reader?.cancel();
    expect(listeners.size).toBe(0);
  });

  test('in process, by its signal', async () => {
    const { emulator, listeners } = createCounted();
    const abort = new AbortController();
    const { body } = await emulator.fetch(path, { signal: abort.signal });
    await body?.getReader().read();
    abort.abort();
    await until(() => listeners.size === 0);
  });

  test('over HTTP, by closing the connection or cutting it', async () => {
    const { emulator, listeners } = createCounted();
    const { url } = await listen(emulator);
    const ask = () => {
      const socket = connect(Number(new URL(url).port), '127.0.0.1').on('error', () => {});
      socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`);
      return socket;
    };
    const [polite, rude] = [ask(), ask()];
    await until(() => listeners.size === 2);
    polite.end();
    polite.destroy();
    rude.resetAndDestroy();
    await until(() => listeners.size === 0);
  });

  test('over HTTP, when the emulator ends', async () => {
    const { emulator, listeners } = createCounted();
    const { listening, url } = await listen(emulator);
    const { body } = await fetch(`${url}${path}`);
    const reader = body?.getReader();
    await reader?.read();
    const ended = reader?.read().catch(() => ({ done: true }));
    await listening.close();
    await until(() => listeners.size === 0);
    expect(await ended).toMatchObject({ done: true });
  });

  test('by reading so slowly that ten thousand requests pass by', async () => {
    const { emulator, listeners } = createCounted();
    const events = journalEvents(emulator.journal, new AbortController().signal);
    await events.next();
    await emulator.fetch('/v1/me');
    const entry = first(emulator.journal.entries());
    for (let at = 0; at < 10_000; at += 1) emulator.journal.record({ ...entry, at });
    expect(await events.next()).toEqual({ done: true, value: undefined });
    expect(listeners.size).toBe(0);
  });
});

test('a reader who leaves the connection open and reads nothing is forgotten too', async () => {
  const { emulator, listeners } = createCounted();
  const { url } = await listen(emulator);
  const socket = connect(Number(new URL(url).port), '127.0.0.1').on('error', () => {});
  socket.pause();
  socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`);
  await until(() => listeners.size === 1);
  await emulator.fetch('/v1/me');
  const entry = first(emulator.journal.entries());
  const filling = 'x'.repeat(2_000);
  for (let at = 0; at < 20_000; at += 1) {
    emulator.journal.record({ ...entry, at, body: filling });
    // The emulator gets its turn to write.
    if (at % 100 === 0) await new Promise(setImmediate);
  }
  expect(listeners.size).toBe(0);
  socket.destroy();
});

test('a reader who is slow, but not too slow, misses nothing', async () => {
  const { emulator } = createCounted();
  const { url } = await listen(emulator);
  const { body } = await fetch(`${url}${path}`);
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
  await reader?.read();
  await emulator.fetch('/v1/me');
  const entry = first(emulator.journal.entries());
  // More than any buffer of a socket holds.
  const filling = 'x'.repeat(2_000);
  for (let at = 1; at < 5_000; at += 1) emulator.journal.record({ ...entry, at, body: filling });
  const pieces: string[] = [];
  while (!pieces.slice(-2).join('').includes('"at":4999,')) pieces.push((await reader?.read())?.value ?? '');
  expect(pieces.join('').match(/^data: /gm)).toHaveLength(5_000);
  await reader?.cancel();
});

test('what was asked last is told first, and nothing is missed or told twice where the new begins', async () => {
  const emulator = createSpotifyEmulator();
  for (const path of ['/v1/a', '/v1/b', '/v1/c']) await emulator.fetch(path);
  const events = journalEvents(emulator.journal, new AbortController().signal, 2);
  const first = await events.next();
  await emulator.fetch('/v1/d');
  const told = [first, await events.next(), await events.next(), await events.next()].map(({ value }) => value ?? '');
  expect(told.map((event) => /"path":"([^"]+)"/.exec(event)?.[1])).toEqual([undefined, '/v1/b', '/v1/c', '/v1/d']);
  await events.return(undefined);
});
