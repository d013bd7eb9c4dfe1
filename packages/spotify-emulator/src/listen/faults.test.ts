import { describe, expect, test } from 'vitest';
import { first } from '../../testing/caller.js';
import { listeningEmulators } from '../../testing/listening.js';

const setUp = listeningEmulators();

describe('faults on the wire', () => {
  test('a reset after the change leaves the change and no answer', async () => {
    const { emulator, url, headers } = await setUp();
    emulator.faults.add({ reset: 'after', times: 1 });
    const made = fetch(`${url}/v1/me/playlists`, { method: 'POST', headers, body: '{"name":"Ambiguous"}' });
    await expect(made).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } });
    expect(first(emulator.world.user('listener').playlists).name).toBe('Ambiguous');
  });

  test('a body drips in pieces', async () => {
    const { emulator, url, headers } = await setUp();
    emulator.faults.add({ dripMs: 100, times: 1 });
    const answer = await fetch(`${url}/v1/me`, { headers });
    let pieces = 0;
    const reader = answer.body?.getReader();
    while (!(await reader?.read())?.done) pieces += 1;
    expect(pieces).toBeGreaterThan(2);
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
