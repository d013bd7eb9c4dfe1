import {
  createSpotifyClient,
  isSpotifyError,
  iterate,
  playlistFields,
  startConsent,
  uploadPlaylistCover,
} from '@tonearm/spotify-client';

/** Where the program finds what it talks to. */
export interface Stage {
  /** Of an emulator that never answers a question for the queue. */
  readonly url: string;
  /** Sends everybody on to another host. */
  readonly redirectingUrl: string;
  /** Of the registered app. */
  readonly redirectUri: string;
  /** Sends a person who agrees to the page of consent; gives the address that they end at. */
  readonly agree: (consentUrl: string) => Promise<string>;
}

/** What only a real platform can answer: the same everywhere, since it knows nothing of the platform. */
export async function program({ url, redirectingUrl, redirectUri, agree }: Stage) {
  const scopes = [
    'playlist-modify-public',
    'playlist-modify-private',
    'playlist-read-private',
    'ugc-image-upload',
    'user-read-playback-state',
  ];
  const consent = await startConsent({ clientId: 'tonearm-emulator', accountsUrl: url, redirectUri, scopes });
  const { accessToken } = await consent.finish(await agree(consent.url));

  const spotify = createSpotifyClient({ token: accessToken, apiUrl: `${url}/v1`, locale: 'de-DE' });
  const codeOf = (call: Promise<unknown>): Promise<unknown> =>
    call.then(
      () => 'no error',
      (error: unknown) => (isSpotifyError(error) ? error.code : error),
    );

  const { albums } = await spotify.search.search({ q: 'a', type: ['album'], limit: 2 });
  const { albums: read } = await spotify.albums.getMany({ ids: albums?.items.map(({ id }) => id) ?? [] });
  const album = read[0];
  const tracks = await iterate(spotify.albums.tracks, { id: album?.id ?? '', limit: 2 }, { prefetch: true }).all();
  const { id: playlist_id } = await spotify.playlists.create({ name: 'Överallt ♫' });
  await spotify.playlists.addItems({ playlist_id, uris: [tracks[0]?.uri ?? ''] });
  await uploadPlaylistCover(spotify, { playlist_id, image: new Blob([Uint8Array.of(0xff, 0xd8, 0xff, 0xe0)]) });
  const fields = playlistFields({ name: true, items: { total: true } });

  const elsewhere = createSpotifyClient({ token: accessToken, apiUrl: redirectingUrl });
  const controller = new AbortController();
  const aborted = codeOf(spotify.me.profile({}, { signal: controller.signal }));
  controller.abort();
  return {
    read: read.length,
    whole: tracks.length === album?.total_tracks,
    playlist: await spotify.playlists.get({ playlist_id, fields }),
    unknown: await codeOf(spotify.albums.get({ id: 'unknownunknownunknown1' })),
    smuggled: await codeOf(spotify.albums.get({ id: '../me' })),
    redirected: await codeOf(elsewhere.me.profile()),
    // The emulator was told to leave this one without an answer.
    late: await codeOf(spotify.player.queue({}, { timeoutMs: 100 })),
    aborted: await aborted,
  };
}

/** What the program finds out wherever it runs. */
export const OUTCOME = {
  read: 2,
  whole: true,
  playlist: { name: 'Överallt ♫', items: { total: 1 } },
  unknown: 'not_found',
  smuggled: 'invalid_parameter',
  redirected: 'unexpected_response',
  late: 'timeout',
  aborted: 'aborted',
};
