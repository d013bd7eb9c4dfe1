import { type AccessToken, SpotifyApi } from '@spotify/web-api-ts-sdk';
import { vi } from 'vitest';
import { ensure, type ForeignClient, first, type Stage } from './journey.ts';

/** The SDK that Spotify published. It takes a `fetch` for the Web API, and uses the global one for tokens. */
export const officialSdk: ForeignClient = {
  name: '@spotify/web-api-ts-sdk',
  version: '1.2.0',
  prepare: (stage) => {
    vi.stubGlobal('fetch', stage.emulator.fetch);
    return { steps: stepsOf(stage), undo: () => void vi.unstubAllGlobals() };
  },
};

function stepsOf({ emulator, accessToken, refreshToken }: Stage) {
  const { catalogue } = emulator.world;
  const [track, album, artist] = [first(catalogue.tracks.list()), catalogue.albums.at(0), catalogue.artists.at(0)];
  const listener = emulator.world.user('listener');
  const token = (expires_in: number): AccessToken => ({
    ...{ access_token: accessToken, refresh_token: refreshToken, token_type: 'Bearer', expires_in },
  });
  const spotify = SpotifyApi.withAccessToken('tonearm-emulator', token(3600), { fetch: emulator.fetch });
  const device = String(first(listener.devices).id);
  return {
    'sign in as the app': async () => {
      const app = SpotifyApi.withClientCredentials('tonearm-emulator', 'tonearm-secret', [], { fetch: emulator.fetch });
      ensure((await app.albums.get(String(album?.id))).name === album?.name, 'the album has its name');
    },
    'refresh a token': async () => {
      const stale = SpotifyApi.withAccessToken(
        'tonearm-emulator',
        { ...token(-1), expires: 1 },
        { fetch: emulator.fetch },
      );
      emulator.journal.clear();
      await stale.currentUser.profile();
      emulator.journal.verify({ operation: 'token' });
    },
    'read the profile': async () => {
      ensure((await spotify.currentUser.profile()).id === 'listener', 'the profile is the listener’s');
    },
    search: async () => {
      const { tracks } = await spotify.search('lighthouse', ['track'], undefined, 5);
      ensure(tracks.items.length === 5, 'there are five tracks');
    },
    'read an album and its tracks': async () => {
      const { items, next } = await spotify.albums.tracks(String(album?.id), undefined, 2);
      ensure(items.length === 2 && next !== null, 'there is a page and another one');
    },
    'read several tracks at once': async () => {
      ensure((await spotify.tracks.get([track.id])).length === 1, 'there is one track');
    },
    'read the top tracks of an artist': async () => {
      ensure((await spotify.artists.topTracks(String(artist?.id), 'SE')).tracks.length > 0, 'there are top tracks');
    },
    'get recommendations': async () => {
      const { tracks } = await spotify.recommendations.get({ seed_tracks: [track.id], limit: 3 });
      ensure(tracks.length === 3, 'there are three tracks');
    },
    'save a track and look whether it is saved': async () => {
      await spotify.currentUser.tracks.saveTracks([track.id]);
      ensure(listener.library.has(track.uri), 'the track is in the library');
      ensure(first(await spotify.currentUser.tracks.hasSavedTracks([track.id])), 'the client is told so');
    },
    'make a playlist, fill it, read it, empty it': async () => {
      const { id } = await spotify.playlists.createPlaylist('listener', { name: 'Foreign' });
      await spotify.playlists.addItemsToPlaylist(id, [track.uri]);
      const { items } = await spotify.playlists.getPlaylistItems(id);
      ensure(first(items).track.uri === track.uri, 'the track is in the playlist');
      await spotify.playlists.removeItemsFromPlaylist(id, { tracks: [{ uri: track.uri }] });
      ensure(emulator.world.playlists.get(id)?.items.length === 0, 'the playlist is empty');
    },
    'play, look, skip and pause': async () => {
      await spotify.player.startResumePlayback(device, album?.uri);
      ensure((await spotify.player.getPlaybackState()).is_playing, 'it plays');
      await spotify.player.skipToNext(device);
      ensure(listener.player.item === album?.tracks[1]?.uri, 'the second track plays');
      await spotify.player.pausePlayback(device);
      ensure(!listener.player.is_playing, 'it is paused');
    },
    'read what was played': async () => {
      ensure((await spotify.player.getRecentlyPlayedTracks(10)).items.length === 10, 'there are ten tracks');
    },
  };
}
