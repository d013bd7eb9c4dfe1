import { expect, test } from 'vitest';
import { createSpotifyEmulator } from '../index.js';

const emulator = createSpotifyEmulator();
const headers = { authorization: `Bearer ${emulator.grant().access_token}` };

test('takes texts, URLs and requests, for whatever host', async () => {
  for (const input of [
    '/v1/me',
    'https://api.spotify.com/v1/me',
    new URL('http://any.host/v1/me'),
    new Request('http://x/v1/me', { headers }),
  ]) {
    const answer = await (input instanceof Request ? emulator.fetch(input) : emulator.fetch(input, { headers }));
    expect(answer.status).toBe(200);
  }
});

test('rejects with the reason of a signal that is aborted already', async () => {
  await expect(
    emulator.fetch('/v1/me', { headers, signal: AbortSignal.abort(new Error('never mind')) }),
  ).rejects.toThrow('never mind');
});

test('two emulators share nothing but the catalogue of their seed', () => {
  const other = createSpotifyEmulator();
  expect(other.world.catalogue).toBe(emulator.world.catalogue);
  other.world.user('listener').library.clear();
  expect(emulator.world.user('listener').library.size).toBeGreaterThan(0);
});
