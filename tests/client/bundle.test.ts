import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createContext, Script } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { createSpotifyEmulator } from '@tonearm/spotify-emulator';
import { expect, test } from 'vitest';
import { root } from '../repository/tree.ts';
import { bundle } from './anywhere/bundle.ts';

const LARGEST_CORE_BYTES = 8 * 1024;

/** What a page has, and nothing of Node's. */
function page(fetch: typeof globalThis.fetch) {
  const { URL, URLSearchParams, AbortController, AbortSignal, Headers, Response, TextEncoder, crypto } = globalThis;
  const { TextDecoder, btoa, setTimeout, clearTimeout } = globalThis;
  return createContext({
    ...{ URL, URLSearchParams, AbortController, AbortSignal, Headers, Response, TextEncoder, crypto },
    ...{ TextDecoder, btoa, setTimeout, clearTimeout, fetch },
  });
}

test('the core with the endpoints of one noun is small', async () => {
  // A program that uses it, and not one that exports it: what an export needs in such a bundle is no part of the client.
  const program = `import { albums, createClient } from '@tonearm/spotify-client';
    globalThis.spotify = createClient({ albums }, { token: 'token' });`;
  const text = await bundle(program);
  expect(gzipSync(text, { level: 9 }).length).toBeLessThanOrEqual(LARGEST_CORE_BYTES);
  expect(text).toContain('/albums/{id}');
  expect(text).not.toContain('/me/player');
  // What stands in for closed rows belongs to the whole client only.
  expect(text).not.toContain('playlists.tracks');
});

test('the whole client runs where there is fetch and nothing of Node', async () => {
  const emulator = createSpotifyEmulator({ seed: 1 });
  const context = page(emulator.fetch);
  const text = await bundle("export * from '@tonearm/spotify-client';");
  new Script(text).runInContext(context);
  const { access_token } = emulator.grant();
  context.token = access_token;
  const answer = await new Script(`(async () => {
    const { createSpotifyClient, iterate, startConsent } = program;
    const spotify = createSpotifyClient({ token });
    const { albums } = await spotify.search.search({ q: 'a', type: ['album'], limit: 2 });
    const { albums: read } = await spotify.albums.getMany({ ids: albums.items.map(({ id }) => id) });
    const tracks = await iterate(spotify.albums.tracks, { id: read[0].id, limit: 2 }).all();
    const { url } = await startConsent({ clientId: 'app', redirectUri: 'https://app.example/callback', scopes: [] });
    const refusal = await spotify.albums.get({ id: '../me' }).catch((error) => error.code);
    return JSON.stringify({ read: read.length, whole: tracks.length === read[0].total_tracks, url, refusal });
  })()`).runInContext(context);
  expect(JSON.parse(answer)).toEqual({
    read: 2,
    whole: true,
    url: expect.stringContaining('code_challenge='),
    refusal: 'invalid_parameter',
  });
});

test('the client needs no decoder where answers can be read as a whole only, as in React Native', async () => {
  const context = page(
    async () => ({ status: 200, headers: new Headers(), text: async () => '{"id":"a1"}' }) as Response,
  );
  delete context.TextDecoder;
  new Script(await bundle("export { albums, createClient } from '@tonearm/spotify-client';")).runInContext(context);
  const call = "program.createClient({ albums: program.albums }, { token: 'token' }).albums.get({ id: 'a1' })";
  expect(JSON.stringify(await new Script(call).runInContext(context))).toBe('{"id":"a1"}');
});

test('the rules of a store are for whichever test runner, also one in a page', async () => {
  expect(await bundle("export * from '@tonearm/spotify-client/testing';")).toContain('tokenStoreContract');
});

test('nothing else is installed with it', () => {
  const { dependencies, peerDependencies, optionalDependencies } = JSON.parse(
    readFileSync(join(root, 'packages/spotify-client/package.json'), 'utf8'),
  );
  expect([dependencies, peerDependencies, optionalDependencies]).toEqual([undefined, undefined, undefined]);
});

test('what needs Node is an entry of its own, and is refused by a bundler for pages', async () => {
  await expect(bundle("export * from '@tonearm/spotify-client/auth/node';")).rejects.toThrow('node:');
});
