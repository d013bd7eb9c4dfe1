import {
  addItemsToPlaylist,
  checkIfTrackSaved,
  createPlaylist,
  getAlbumTracks,
  getArtistTopTracks,
  getCurrentUser,
  getPlaybackState,
  getPlaylistTracks,
  getRecentPlayedTracks,
  getRecommendations,
  getTracks,
  pausePlayback,
  removePlaylistItems,
  SpotifyClient,
  saveTrack,
  search,
  skipToNext,
  startPlayback,
} from '@soundify/web-api';
import { ensure, type ForeignClient, first, type Stage } from './journey.ts';

/** A client that takes a base address. It leaves signing in to another package, but refreshes through a function. */
export const soundify: ForeignClient = {
  name: '@soundify/web-api',
  version: '1.1.5',
  prepare: (stage) => ({ steps: stepsOf(stage) }),
};

function stepsOf({ emulator, url, accessToken, refreshToken }: Stage) {
  const { catalogue } = emulator.world;
  const [track, album, artist] = [first(catalogue.tracks.list()), catalogue.albums.at(0), catalogue.artists.at(0)];
  const listener = emulator.world.user('listener');
  const client = new SpotifyClient(accessToken, { baseUrl: `${url}/` });
  const refresher = async (): Promise<string> => {
    const form = { grant_type: 'refresh_token', refresh_token: refreshToken, client_id: 'tonearm-emulator' };
    const answer = await fetch(`${url}/api/token`, { method: 'POST', body: new URLSearchParams(form) });
    return ((await answer.json()) as { access_token: string }).access_token;
  };
  return {
    'refresh a token': async () => {
      const expired = new SpotifyClient('expired', { baseUrl: `${url}/`, refresher });
      ensure((await getCurrentUser(expired)).id === 'listener', 'the profile is the listener’s');
    },
    'read the profile': async () => {
      ensure((await getCurrentUser(client)).id === 'listener', 'the profile is the listener’s');
    },
    search: async () => {
      const { tracks } = await search(client, 'track', 'lighthouse', { limit: 5 });
      ensure(tracks.items.length === 5, 'there are five tracks');
    },
    'read an album and its tracks': async () => {
      const { items, next } = await getAlbumTracks(client, String(album?.id), { limit: 2 });
      ensure(items.length === 2 && next !== null, 'there is a page and another one');
    },
    'read several tracks at once': async () => {
      ensure((await getTracks(client, [track.id])).length === 1, 'there is one track');
    },
    'read the top tracks of an artist': async () => {
      ensure((await getArtistTopTracks(client, String(artist?.id), 'SE')).length > 0, 'there are top tracks');
    },
    'get recommendations': async () => {
      const { tracks } = await getRecommendations(client, { seed_tracks: [track.id], limit: 3 });
      ensure(tracks.length === 3, 'there are three tracks');
    },
    'save a track and look whether it is saved': async () => {
      await saveTrack(client, track.id);
      ensure(listener.library.has(track.uri), 'the track is in the library');
      ensure(await checkIfTrackSaved(client, track.id), 'the client is told so');
    },
    'make a playlist, fill it, read it, empty it': async () => {
      const { id } = await createPlaylist(client, 'listener', { name: 'Foreign' });
      await addItemsToPlaylist(client, id, [track.uri]);
      const { items } = await getPlaylistTracks(client, id);
      ensure(first(items).track.uri === track.uri, 'the track is in the playlist');
      await removePlaylistItems(client, id, [track.uri]);
      ensure(emulator.world.playlists.get(id)?.items.length === 0, 'the playlist is empty');
    },
    'play, look, skip and pause': async () => {
      await startPlayback(client, { context_uri: String(album?.uri) });
      ensure((await getPlaybackState(client))?.is_playing === true, 'it plays');
      await skipToNext(client);
      ensure(listener.player.item === album?.tracks[1]?.uri, 'the second track plays');
      await pausePlayback(client);
      ensure(!listener.player.is_playing, 'it is paused');
    },
    'read what was played': async () => {
      ensure((await getRecentPlayedTracks(client, { limit: 10 })).items.length === 10, 'there are ten tracks');
    },
  };
}
