import { afterEach, describe, expect, test, vi } from 'vitest';
import { first } from '../../testing/caller.js';
import { listeningEmulators } from '../../testing/listening.js';

const setUp = listeningEmulators();
afterEach(() => void vi.useRealTimers());

describe('faults on the wire', () => {
  test('a reset after the change leaves the change and no answer', async () => {
    const { emulator, url, headers } = await setUp();
    emulator.faults.add({ reset: 'after', times: 1 });
    const made = fetch(`${url}/v1/me/playlists`, { method: 'POST', headers, body: '{"name":"Ambiguous"}' });
    await expect(made).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } });
    expect(first(emulator.world.user('listener').playlists).name).toBe('Ambiguous');
  });

  test('a body drips in pieces, each when it is due', async () => {
    const { emulator, url, headers } = await setUp();
    emulator.faults.add({ dripMs: 100_000, times: 1 });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const answered = fetch(`${url}/v1/me`, { headers });
    while (emulator.journal.entries().length === 0) await new Promise(setImmediate);
    // The head goes out with the first piece.
    await vi.advanceTimersByTimeAsync(10_000);
    const reader = (await answered).body?.getReader();
    const pieces = [await reader?.read()];
    while (!pieces.at(-1)?.done) {
      await vi.advanceTimersByTimeAsync(10_000);
      pieces.push(await reader?.read());
    }
    expect(pieces).toHaveLength(11);
    const bytes = pieces.map((piece) => piece?.value ?? new Uint8Array());
    expect(JSON.parse(Buffer.concat(bytes).toString())).toMatchObject({ id: 'listener' });
  });

  test('a hang holds the connection until the caller gives up', async () => {
    const { emulator, url, headers } = await setUp();
    emulator.faults.add({ hang: true, times: 1 });
    const abort = new AbortController();
    const answer = fetch(`${url}/v1/me`, { headers, signal: abort.signal });
    while (emulator.journal.entries().length === 0) await new Promise(setImmediate);
    abort.abort(new Error('enough'));
    await expect(answer).rejects.toThrow('enough');
    expect((await fetch(`${url}/v1/me`, { headers })).status).toBe(200);
  });
});
