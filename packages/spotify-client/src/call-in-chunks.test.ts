import { describe, expect, test } from 'vitest';
import { fakeFetch, json, spotifyError } from '../test-support/fake-fetch.js';
import { callInChunks, type ListMethod } from './call-in-chunks.js';
import { replacePlaylist } from './replace-playlist.js';
import { createSpotifyClient } from './spotify-client.js';

const ids = (count: number): string[] => Array.from({ length: count }, (_, index) => `t${index}`);
const uris = (count: number): string[] => ids(count).map((id) => `spotify:track:${id}`);
const done = (): Response => new Response(null, { status: 200 });

const stage = (...answers: Parameters<typeof fakeFetch>) => {
  const { fetch, requests } = fakeFetch(...answers);
  return { spotify: createSpotifyClient({ token: 'token', fetch }), requests };
};
const sentUris = ({ url }: { url: URL }): string[] => url.searchParams.get('uris')?.split(',') ?? [];

describe('a list that is too long for one call', () => {
  test('is sent in as few calls as Spotify allows, in order', async () => {
    const { spotify, requests } = stage(done());
    await callInChunks(spotify.library.save, { uris: uris(95) });
    expect(requests.map((request) => sentUris(request).length)).toEqual([40, 40, 15]);
    expect(requests.flatMap(sentUris)).toEqual(uris(95));
  });

  test('is not sent by a function that no row stands behind', async () => {
    const sending = callInChunks((async () => undefined) as unknown as ListMethod<{ ids: string[] }, void>, {
      ids: ids(3),
    });
    await expect(sending).rejects.toMatchObject({ code: 'invalid_parameter', parameter: 'method' });
  });

  test('is one call when it is not too long', async () => {
    const { spotify, requests } = stage(done());
    await callInChunks(spotify.library.save, { uris: uris(40) });
    expect(requests).toHaveLength(1);
  });

  // At another place in each part, so that no order but the right one looks the same.
  const isContained = /:t(3|44|45|88)$/;

  test('gives one answer: flags behind each other, and lists inside of objects', async () => {
    const flags = stage(({ url }) =>
      json(
        url.searchParams
          .get('uris')
          ?.split(',')
          .map((uri) => isContained.test(uri)) ?? [],
      ),
    );
    const contained = await callInChunks(flags.spotify.library.contains, { uris: uris(90) });
    expect(contained).toEqual(uris(90).map((uri) => isContained.test(uri)));
    const objects = stage(({ url }) =>
      json({
        tracks: url.searchParams
          .get('ids')
          ?.split(',')
          .map((id) => ({ id })),
      }),
    );
    const { tracks } = await callInChunks(objects.spotify.tracks.getMany, { ids: ids(120), market: 'DE' });
    expect(tracks.map((track) => track?.id)).toEqual(ids(120));
    expect(objects.requests.every(({ url }) => url.searchParams.get('market') === 'DE')).toBe(true);
  });

  test('that is added at a place keeps its order there', async () => {
    const { spotify, requests } = stage(json({ snapshot_id: 's1' }), json({ snapshot_id: 's2' }));
    const answer = await callInChunks(spotify.playlists.addItems, { playlist_id: 'p', uris: uris(150), position: 3 });
    expect(answer).toEqual({ snapshot_id: 's2' });
    expect(requests.map(({ body }) => JSON.parse(body ?? '').position)).toEqual([3, 103]);
  });

  test('refuses an empty list as one call does, and what holds no list', async () => {
    const { spotify } = stage(done());
    await expect(callInChunks(spotify.library.save, { uris: [] })).rejects.toMatchObject({ parameter: 'uris' });
    await expect(callInChunks(spotify.albums.get, { id: 'a' })).rejects.toMatchObject({ code: 'invalid_parameter' });
    await expect(
      callInChunks(spotify.playlists.updateItems, { playlist_id: 'p', uris: uris(200) }),
    ).rejects.toMatchObject({ code: 'invalid_parameter' });
  });
});

describe('a failure in the middle', () => {
  test('says what landed, what failed and what was not sent', async () => {
    const { spotify, requests } = stage(done(), done(), spotifyError(502, 'Bad gateway.'));
    const failure = await callInChunks(spotify.library.save, { uris: uris(150) }).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      name: 'PartialFailureError',
      code: 'partial_failure',
      endpoint: 'library.save',
      isRetryable: true,
      message: '80 of 150 were done, then a call failed.',
      landed: uris(150).slice(0, 80),
      failed: uris(150).slice(80, 120),
      rest: uris(150).slice(120),
      cause: expect.objectContaining({ code: 'server_error' }),
    });
    expect(requests).toHaveLength(3);
  });

  test('keeps the answers to what landed', async () => {
    const { spotify } = stage(
      json(Array.from({ length: 40 }, () => true)),
      spotifyError(403, 'Insufficient client scope'),
    );
    await expect(callInChunks(spotify.library.contains, { uris: uris(60) })).rejects.toMatchObject({
      isRetryable: false,
      answer: Array.from({ length: 40 }, () => true),
    });
  });

  const inDevelopment = (...answers: Parameters<typeof fakeFetch>) => {
    const { fetch, requests } = fakeFetch(...answers);
    return { spotify: createSpotifyClient({ token: 'token', fetch, appMode: 'development' }), requests };
  };

  // Fifty at a time by the row, which is two calls to the library, of forty and of ten.
  test.each([
    ['the first part', [done(), spotifyError(502, 'Bad gateway.')], 40, 50],
    ['a later part', [done(), done(), done(), spotifyError(502, 'Bad gateway.')], 90, 100],
    ['a later part, at its beginning', [done(), done(), spotifyError(502, 'Bad gateway.')], 50, 100],
  ])(
    'of a part that is several calls itself loses nothing of the list: %s',
    async (_which, answers, landed, failed) => {
      const { spotify } = inDevelopment(...answers);
      const failure = await callInChunks(spotify.library.saveTracks, { ids: ids(100) }).catch(
        (error: unknown) => error,
      );
      expect(failure).toMatchObject({
        name: 'PartialFailureError',
        endpoint: 'library.saveTracks',
        message: `${landed} of 100 were done, then a call failed.`,
        landed: ids(100).slice(0, landed),
        failed: ids(100).slice(landed, failed),
        rest: ids(100).slice(failed),
        cause: expect.objectContaining({ code: 'server_error' }),
      });
    },
  );

  test('of the first part is that failure itself', async () => {
    const { spotify } = stage(spotifyError(502, 'Bad gateway.'));
    await expect(callInChunks(spotify.library.save, { uris: uris(150) })).rejects.toMatchObject({
      code: 'server_error',
    });
  });
});

describe('what cannot be right', () => {
  const wrongAtTheEnd = [...uris(149), 'spotify:artist:a1'];

  test('at the end of a list is refused before its beginning is sent', async () => {
    const { spotify, requests } = stage(json({ snapshot_id: 's1' }));
    for (const call of [
      callInChunks(spotify.playlists.addItems, { playlist_id: 'p', uris: wrongAtTheEnd }),
      replacePlaylist(spotify, { playlist_id: 'p', uris: wrongAtTheEnd }),
      callInChunks(spotify.tracks.getMany, { ids: [...ids(60), 'a/b'] }),
      callInChunks(spotify.tracks.getMany, { ids: [] }),
    ]) {
      await expect(call).rejects.toMatchObject({ code: 'invalid_parameter', parameter: expect.stringMatching(/s$/) });
    }
    expect(requests).toEqual([]);
  });

  test('is a call that was made already', async () => {
    const { spotify } = stage(done());
    // @ts-expect-error it is a promise
    const call = callInChunks(spotify.library.save({ uris: uris(1) }), { uris: uris(50) });
    await expect(call).rejects.toMatchObject({ code: 'invalid_parameter', parameter: 'method' });
  });

  test.each([undefined, 'spotify:track:t1', null, 7])(
    'is %j in place of a list, and what was in the playlist stays there',
    async (wrong) => {
      const { spotify, requests } = stage(json({ snapshot_id: 's1' }));
      // @ts-expect-error it is no list
      const call = replacePlaylist(spotify, { playlist_id: 'p', uris: wrong });
      await expect(call).rejects.toMatchObject({ code: 'invalid_parameter', parameter: 'uris' });
      expect(requests).toEqual([]);
    },
  );
});

describe('a playlist that is replaced', () => {
  test('can be of any length', async () => {
    const { spotify, requests } = stage(
      json({ snapshot_id: 's1' }),
      json({ snapshot_id: 's2' }),
      json({ snapshot_id: 's3' }),
    );
    expect(await replacePlaylist(spotify, { playlist_id: 'p', uris: uris(250) })).toEqual({ snapshot_id: 's3' });
    expect(requests.map(({ method }) => method)).toEqual(['PUT', 'POST', 'POST']);
    expect(requests.flatMap(({ body }) => JSON.parse(body ?? '').uris)).toEqual(uris(250));
  });

  test('can be emptied', async () => {
    const { spotify, requests } = stage(json({ snapshot_id: 's1' }));
    await replacePlaylist(spotify, { playlist_id: 'p', uris: [] });
    expect(requests.map(({ body }) => body)).toEqual(['{"uris":[]}']);
  });

  test('says what is in it when it could not be filled', async () => {
    const { spotify } = stage(
      json({ snapshot_id: 's1' }),
      json({ snapshot_id: 's2' }),
      spotifyError(500, 'Server error.'),
    );
    await expect(replacePlaylist(spotify, { playlist_id: 'p', uris: uris(350) })).rejects.toMatchObject({
      landed: uris(200),
      failed: uris(350).slice(200, 300),
      rest: uris(350).slice(300),
      answer: { snapshot_id: 's2' },
      cause: expect.objectContaining({ code: 'server_error' }),
    });
    const first = stage(json({ snapshot_id: 's1' }), spotifyError(500, 'Server error.'));
    await expect(replacePlaylist(first.spotify, { playlist_id: 'p', uris: uris(150) })).rejects.toMatchObject({
      landed: uris(100),
      failed: uris(150).slice(100),
      rest: [],
    });
  });

  test('says of what could not be added no more than one call holds: the rest was never sent', async () => {
    const { spotify, requests } = stage(json({ snapshot_id: 's1' }), spotifyError(500, 'Server error.'));
    await expect(replacePlaylist(spotify, { playlist_id: 'p', uris: uris(350) })).rejects.toMatchObject({
      message: '100 of 350 are in the playlist, then a call failed.',
      landed: uris(100),
      failed: uris(350).slice(100, 200),
      rest: uris(350).slice(200),
      answer: { snapshot_id: 's1' },
    });
    expect(requests).toHaveLength(2);
  });

  test('is as it was when the first call fails: its own error comes', async () => {
    const { spotify, requests } = stage(spotifyError(500, 'Server error.'));
    await expect(replacePlaylist(spotify, { playlist_id: 'p', uris: uris(350) })).rejects.toMatchObject({
      code: 'server_error',
      endpoint: 'playlists.updateItems',
    });
    expect(requests).toHaveLength(1);
  });
});
