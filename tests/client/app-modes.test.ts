import { type AppModeNotice, createSpotifyClient, type SpotifyClientOptions } from '@tonearm/spotify-client';
import { createSpotifyEmulator, type EmulatorOptions } from '@tonearm/spotify-emulator';
import { describe, expect, test } from 'vitest';

type Profile = NonNullable<EmulatorOptions['profile']>;

/** A client of an emulator, what it was sent, and what the client had to say. */
function stage(profile: Profile, options: Partial<SpotifyClientOptions> = {}) {
  const emulator = createSpotifyEmulator({ seed: 1, profile });
  const notices: AppModeNotice[] = [];
  const spotify = createSpotifyClient({
    token: emulator.grant().access_token,
    fetch: emulator.fetch,
    onNotice: (notice) => notices.push(notice),
    ...options,
  });
  const { albums, tracks, artists } = emulator.world.catalogue;
  const idsOf = (shelf: { list(): readonly { readonly id: string }[] }, count: number): string[] =>
    shelf
      .list()
      .slice(0, count)
      .map(({ id }) => id);
  const sent = (): readonly string[] => emulator.journal.entries().map(({ method, path }) => `${method} ${path}`);
  return { emulator, spotify, notices, sent, albums, tracks, artists, idsOf };
}

describe('a batch', () => {
  test.each<Profile>(['development', 'development-legacy', 'extended'])('gives the same in %s', async (profile) => {
    const { spotify, tracks, idsOf } = stage(profile);
    const ids = [...idsOf(tracks, 5), 'unknownunknownunknown1'];
    const { tracks: found } = await spotify.tracks.getMany({ ids, market: 'DE' });
    expect(found.map((track) => track?.id ?? null)).toEqual([...ids.slice(0, 5), null]);
  });

  test('is one request where Spotify has it', async () => {
    const { spotify, sent, notices, albums, idsOf } = stage('extended');
    await spotify.albums.getMany({ ids: idsOf(albums, 3) });
    expect(sent()).toEqual(['GET /v1/albums']);
    expect(notices).toEqual([{ type: 'learned', appMode: 'extended' }]);
  });

  test('says that it is read one by one, learns from the refusal, and does not ask for it again', async () => {
    const { spotify, sent, notices, albums, artists, idsOf } = stage('development');
    await spotify.albums.getMany({ ids: idsOf(albums, 3) });
    expect(sent()[0]).toBe('GET /v1/albums');
    expect(sent()).toHaveLength(4);
    await spotify.artists.getMany({ ids: idsOf(artists, 2) });
    expect(sent().slice(4)).toEqual(idsOf(artists, 2).map((id) => `GET /v1/artists/${id}`));
    expect(notices).toEqual([
      { type: 'learned', appMode: 'development' },
      { type: 'fallback', endpoint: 'albums.getMany', uses: 'albums.get', calls: 3 },
      { type: 'fallback', endpoint: 'artists.getMany', uses: 'artists.get', calls: 2 },
    ]);
  });

  test('is not asked for again by a process that is told what another one learned', async () => {
    const { spotify, sent, notices, albums, idsOf } = stage('development', { learnedAppMode: 'development' });
    await spotify.albums.getMany({ ids: idsOf(albums, 2) });
    expect(sent()).toEqual(idsOf(albums, 2).map((id) => `GET /v1/albums/${id}`));
    expect(notices.map(({ type }) => type)).toEqual(['fallback']);
  });

  test('is read one by one though an earlier process learned otherwise, and that is learned', async () => {
    const { spotify, sent, notices, albums, idsOf } = stage('development', { learnedAppMode: 'extended' });
    await spotify.albums.getMany({ ids: idsOf(albums, 2) });
    expect(sent()[0]).toBe('GET /v1/albums');
    expect(notices[0]).toEqual({ type: 'learned', appMode: 'development' });
  });

  test('reads no more than four at a time', async () => {
    const { emulator, tracks, idsOf } = stage('development');
    let open = 0;
    let most = 0;
    const spotify = createSpotifyClient({
      appMode: 'development',
      token: emulator.grant().access_token,
      fetch: async (input, init) => {
        open += 1;
        most = Math.max(most, open);
        await new Promise(setImmediate);
        open -= 1;
        return emulator.fetch(input, init);
      },
    });
    await spotify.tracks.getMany({ ids: idsOf(tracks, 20) });
    expect(most).toBe(4);
  });

  test('stops at a failure that is not about one of its things', async () => {
    const { emulator, spotify, sent, tracks, idsOf } = stage('development', { appMode: 'development' });
    emulator.faults.add({ status: 500, times: 1 });
    await expect(spotify.tracks.getMany({ ids: idsOf(tracks, 20) })).rejects.toMatchObject({ code: 'server_error' });
    expect(sent().length).toBeLessThan(20);
  });
});

describe('the library', () => {
  test.each<Profile>(['development', 'development-legacy', 'extended'])(
    'is written and asked by kind in %s',
    async (profile) => {
      const { spotify, tracks, artists, idsOf } = stage(profile);
      const ids = idsOf(tracks, 45);
      await spotify.library.removeTracks({ ids });
      await spotify.library.saveTracks({ ids: ids.slice(0, 2) });
      const saved = await spotify.library.containsTracks({ ids });
      expect(saved).toEqual(ids.map((_, place) => place < 2));
      await spotify.me.follow({ type: 'artist', ids: idsOf(artists, 2) });
      expect(await spotify.me.follows({ type: 'artist', ids: idsOf(artists, 2) })).toEqual([true, true]);
      await spotify.me.unfollow({ type: 'artist', ids: idsOf(artists, 1) });
      expect(await spotify.me.follows({ type: 'artist', ids: idsOf(artists, 2) })).toEqual([false, true]);
    },
  );

  test('is written and asked by the routes from before 2026 when an extended app has no others', async () => {
    const { emulator, tracks, albums, artists, idsOf, sent } = stage('extended');
    const spotify = createSpotifyClient({
      appMode: 'extended',
      token: emulator.grant().access_token,
      fetch: async (input, init) =>
        /\/me\/library/.test(String(input))
          ? Response.json({ error: { status: 403, message: 'Forbidden' } }, { status: 403 })
          : emulator.fetch(input, init),
    });
    const uris = [
      `spotify:track:${idsOf(tracks, 1)}`,
      `spotify:album:${idsOf(albums, 1)}`,
      `spotify:track:${idsOf(tracks, 2)[1]}`,
      `spotify:artist:${idsOf(artists, 1)}`,
    ];
    await spotify.library.remove({ uris });
    await spotify.library.save({ uris: uris.slice(1, 3) });
    expect(await spotify.library.contains({ uris })).toEqual([false, true, true, false]);
    expect(sent().slice(0, 3)).toEqual(['DELETE /v1/me/tracks', 'DELETE /v1/me/albums', 'DELETE /v1/me/following']);
  });

  test('does not lose the times when tracks were saved: it refuses, and says why', async () => {
    const { spotify } = stage('development', { appMode: 'development' });
    const timestamped_ids = [{ id: 'x1', added_at: '2026-01-01T00:00:00Z' }];
    await expect(spotify.library.saveTracks({ timestamped_ids })).rejects.toMatchObject({
      code: 'forbidden_app_mode',
    });
  });
});

describe('a playlist', () => {
  test.each(['development', 'auto'] as const)(
    'for somebody else is not made for the person whose token it is: it refuses, and says why (%s)',
    async (appMode) => {
      const { spotify, sent, notices } = stage('development', { appMode });
      const making = spotify.users.createPlaylist({ user_id: 'neighbour', name: 'Not mine' });
      await expect(making).rejects.toMatchObject({ code: 'forbidden_app_mode', hint: 'Use playlists.create.' });
      expect(sent()).not.toContain('POST /v1/me/playlists');
      const { name } = await spotify.users.createPlaylist({ user_id: 'listener', name: 'Mine' });
      expect(name).toBe('Mine');
      // Whose token it is has to be asked.
      const all = sent().length;
      await spotify.users.createPlaylist({ user_id: 'listener', name: 'Another' });
      expect(sent().slice(all)).toEqual(['GET /v1/me', 'POST /v1/me/playlists']);
      expect(notices.filter(({ type }) => type === 'fallback').at(-1)).toMatchObject({ calls: 2 });
    },
  );

  test('is not followed in public by who wanted to follow it in private: it refuses, and says why', async () => {
    const { spotify, sent } = stage('development', { appMode: 'development' });
    await expect(spotify.playlists.follow({ playlist_id: 'p1', public: false })).rejects.toMatchObject({
      code: 'forbidden_app_mode',
    });
    expect(sent()).toEqual([]);
  });

  test.each<Profile>(['development', 'development-legacy', 'extended'])(
    'is read and changed by either route, in one shape, in %s',
    async (profile) => {
      const { spotify, tracks, idsOf } = stage(profile);
      const uris = idsOf(tracks, 3).map((id) => `spotify:track:${id}`);
      const { id: playlist_id } = await spotify.users.createPlaylist({ user_id: 'listener', name: 'Both ways' });
      await spotify.playlists.addTracks({ playlist_id, uris: uris.slice(0, 2) });
      await spotify.playlists.addItems({ playlist_id, uris: uris.slice(2) });
      const [byItems, byTracks, whole] = [
        await spotify.playlists.items({ playlist_id }),
        await spotify.playlists.tracks({ playlist_id }),
        await spotify.playlists.get({ playlist_id }),
      ];
      for (const page of [byItems, byTracks, whole.items]) {
        expect(page?.items.map(({ item }) => item?.uri)).toEqual(uris);
        expect(page?.items.some((place) => 'track' in place)).toBe(false);
      }
      await spotify.playlists.removeTracks({ playlist_id, tracks: [{ uri: uris[0] ?? '' }] });
      expect((await spotify.playlists.items({ playlist_id })).total).toBe(2);
      const { items } = await spotify.playlists.mine();
      expect(items.find((playlist) => playlist?.id === playlist_id)?.items?.total).toBe(2);
    },
  );

  test('that the other route reads teaches what the app is: the refusal alone could be about the playlist', async () => {
    const { emulator, spotify, notices } = stage('development');
    const own = emulator.world.user('listener').playlists.find(({ owner }) => owner === 'listener');
    await spotify.playlists.tracks({ playlist_id: own?.id ?? expect.unreachable() });
    expect(notices).toEqual([
      { type: 'fallback', endpoint: 'playlists.tracks', uses: 'playlists.items', calls: 1 },
      { type: 'learned', appMode: 'development' },
    ]);
  });

  test('of someone else is refused as such, and teaches nothing about the app', async () => {
    const { emulator, spotify, notices } = stage('development');
    const theirs = emulator.world.user('neighbour').playlists.find(({ owner }) => owner === 'neighbour');
    const playlist_id = theirs?.id ?? expect.unreachable();
    await expect(spotify.playlists.tracks({ playlist_id })).rejects.toMatchObject({ code: 'forbidden_not_allowed' });
    expect(notices.filter(({ type }) => type === 'learned')).toEqual([]);
  });

  test('of someone else is asked for once by an app that is known to be extended', async () => {
    const { emulator, spotify, sent, notices } = stage('extended', { learnedAppMode: 'extended' });
    const theirs = emulator.world.user('neighbour').playlists.find(({ owner }) => owner === 'neighbour');
    const playlist_id = theirs?.id ?? expect.unreachable();
    const adding = spotify.playlists.addTracks({ playlist_id, uris: ['spotify:track:t1'] });
    await expect(adding).rejects.toMatchObject({ code: 'forbidden_not_allowed', endpoint: 'playlists.addTracks' });
    expect(sent()).toEqual([`POST /v1/playlists/${playlist_id}/tracks`]);
    expect(notices).toEqual([]);
  });
});

describe('what has no way round', () => {
  test('is refused with what to use in its place, and sent only until that is known', async () => {
    const { spotify, sent, artists, idsOf } = stage('development');
    const [id = ''] = idsOf(artists, 1);
    const refusal = { name: 'ForbiddenError', kind: 'app-mode', status: 403 };
    await expect(spotify.artists.topTracks({ id })).rejects.toMatchObject({
      ...refusal,
      endpoint: 'artists.topTracks',
      hint: 'Use artists.albums or search.search.',
    });
    await expect(spotify.users.get({ user_id: 'x' })).rejects.toMatchObject({ ...refusal, endpoint: 'users.get' });
    await expect(spotify.tracks.audioFeatures({ id: 'x' })).rejects.toMatchObject({
      ...refusal,
      message: expect.stringContaining('2024-11-27'),
      hint: 'Spotify offers nothing in its place.',
    });
    expect(sent()).toHaveLength(1);
  });

  test('that closed in 2024 says nothing about the rest', async () => {
    const { spotify, notices } = stage('development-legacy');
    await expect(spotify.recommendations.genres()).rejects.toMatchObject({ kind: 'app-mode' });
    expect(await spotify.browse.markets()).toMatchObject({ markets: expect.any(Array) });
    expect(notices).toEqual([{ type: 'learned', appMode: 'extended' }]);
  });

  test('an app that is said to be extended is taken at its word', async () => {
    const { spotify, sent, albums, idsOf } = stage('development', { appMode: 'extended' });
    for (let turn = 0; turn < 2; turn += 1) {
      await spotify.albums.getMany({ ids: idsOf(albums, 1) }).catch(() => undefined);
    }
    expect(sent().filter((line) => line === 'GET /v1/albums')).toHaveLength(2);
  });
});

test('what stands in for a closed row passes the middleware under its own name', async () => {
  const names: string[] = [];
  const { spotify, albums, idsOf } = stage('development', {
    appMode: 'development',
    middleware: [
      (next) => (call) => {
        names.push(call.endpoint.name);
        return next(call);
      },
    ],
  });
  await spotify.albums.getMany({ ids: idsOf(albums, 2) });
  expect(names).toEqual(['albums.get', 'albums.get']);
});
