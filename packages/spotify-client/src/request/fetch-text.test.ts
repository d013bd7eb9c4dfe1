import { expect, test } from 'vitest';
import { createSpotifyClient } from '../spotify-client.js';

test.each([1, 2, 3, 7])('an answer in pieces of %i bytes, cut inside of letters, is read whole', async (size) => {
  const album = { id: 'a1', name: 'Ünïcödé ♫ 音楽' };
  const bytes = new TextEncoder().encode(JSON.stringify(album));
  const body = new ReadableStream({
    start(controller) {
      for (let place = 0; place < bytes.length; place += size) controller.enqueue(bytes.slice(place, place + size));
      controller.close();
    },
  });
  const spotify = createSpotifyClient({ token: 'token', fetch: async () => new Response(body) });
  expect(await spotify.albums.get({ id: 'a1' })).toEqual(album);
});

test('an answer whose body is another kind of stream is read whole', async () => {
  const ofNodeFetch = {
    status: 200,
    headers: new Headers(),
    body: { pipe: () => undefined },
    text: async () => '{"id":"a1"}',
  };
  const spotify = createSpotifyClient({ token: 'token', fetch: async () => ofNodeFetch as unknown as Response });
  expect(await spotify.albums.get({ id: 'a1' })).toEqual({ id: 'a1' });
});
