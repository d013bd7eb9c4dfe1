import http from 'node:http';
import https from 'node:https';
import SpotifyWebApi from 'spotify-web-api-node';
import { ensure, type ForeignClient, first, type Stage } from './journey.ts';

interface Body {
  readonly id: string;
  readonly access_token: string;
  readonly is_playing: boolean;
  readonly next: string | null;
  readonly items: readonly { readonly track: { readonly uri: string } }[];
  readonly tracks: readonly unknown[] & { readonly items: readonly unknown[] };
  readonly [place: number]: boolean;
}

/** The client that most older programs use. It knows no other address than Spotify's, so its connections are led elsewhere. */
export const webApiNode: ForeignClient = {
  name: 'spotify-web-api-node',
  version: '5.0.2',
  prepare: (stage) => {
    const { request } = https;
    const { hostname, port } = new URL(stage.url);
    const redirected = (options: http.RequestOptions, callback?: (answer: http.IncomingMessage) => void) =>
      http.request({ ...options, protocol: 'http:', agent: undefined, host: hostname, hostname, port }, callback);
    https.request = redirected as typeof https.request;
    return {
      steps: stepsOf(stage),
      undo: () => {
        https.request = request;
      },
    };
  },
};

function stepsOf({ emulator, accessToken, refreshToken }: Stage) {
  const { catalogue } = emulator.world;
  const [track, album, artist] = [first(catalogue.tracks.list()), catalogue.albums.at(0), catalogue.artists.at(0)];
  const listener = emulator.world.user('listener');
  const app = { clientId: 'tonearm-emulator', clientSecret: 'tonearm-secret' };
  const client = new SpotifyWebApi({ ...app, accessToken, refreshToken });
  const call = async (name: string, ...given: unknown[]): Promise<Body> => {
    const found = client[name];
    if (!found) throw new Error(`the client has no ${name}`);
    return (await found.call(client, ...given)).body as Body;
  };
  return {
    'sign in as the app': async () => {
      ensure((await call('clientCredentialsGrant')).access_token.length > 20, 'there is a token');
    },
    'refresh a token': async () => {
      ensure((await call('refreshAccessToken')).access_token.length > 20, 'there is a token');
    },
    'read the profile': async () => {
      ensure((await call('getMe')).id === 'listener', 'the profile is the listener’s');
    },
    search: async () => {
      ensure(
        (await call('searchTracks', 'lighthouse', { limit: 5 })).tracks.items.length === 5,
        'there are five tracks',
      );
    },
    'read an album and its tracks': async () => {
      const { items, next } = await call('getAlbumTracks', album?.id, { limit: 2 });
      ensure(items.length === 2 && next !== null, 'there is a page and another one');
    },
    'read several tracks at once': async () => {
      ensure((await call('getTracks', [track.id])).tracks.length === 1, 'there is one track');
    },
    'read the top tracks of an artist': async () => {
      ensure((await call('getArtistTopTracks', artist?.id, 'SE')).tracks.length > 0, 'there are top tracks');
    },
    'get recommendations': async () => {
      const { tracks } = await call('getRecommendations', { seed_tracks: [track.id], limit: 3 });
      ensure(tracks.length === 3, 'there are three tracks');
    },
    'save a track and look whether it is saved': async () => {
      await call('addToMySavedTracks', [track.id]);
      ensure(listener.library.has(track.uri), 'the track is in the library');
      ensure((await call('containsMySavedTracks', [track.id]))[0] === true, 'the client is told so');
    },
    'make a playlist, fill it, read it, empty it': async () => {
      const { id } = await call('createPlaylist', 'Foreign', { public: true });
      await call('addTracksToPlaylist', id, [track.uri]);
      const { items } = await call('getPlaylistTracks', id);
      ensure(first(items).track.uri === track.uri, 'the track is in the playlist');
      await call('removeTracksFromPlaylist', id, [{ uri: track.uri }]);
      ensure(emulator.world.playlists.get(id)?.items.length === 0, 'the playlist is empty');
    },
    'play, look, skip and pause': async () => {
      await call('play', { context_uri: album?.uri });
      ensure((await call('getMyCurrentPlaybackState')).is_playing, 'it plays');
      await call('skipToNext');
      ensure(listener.player.item === album?.tracks[1]?.uri, 'the second track plays');
      await call('pause');
      ensure(!listener.player.is_playing, 'it is paused');
    },
    'read what was played': async () => {
      ensure((await call('getMyRecentlyPlayedTracks', { limit: 10 })).items.length === 10, 'there are ten tracks');
    },
  };
}
