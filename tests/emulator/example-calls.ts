import type { SpotifyEmulator } from '@tonearm/spotify-emulator';

/** One call of an operation that the emulator's world can answer. */
export interface ExampleCall {
  /** The path below /v1 with its query. */
  readonly path: string;
  readonly body?: object | string;
}

type Example = (place: Place) => string | ExampleCall;

/** Things of a world to make paths of. */
interface Place {
  readonly album: string;
  readonly artist: string;
  readonly audiobook: string;
  readonly chapter: string;
  readonly device: string;
  readonly episode: string;
  readonly playlist: string;
  readonly show: string;
  readonly track: string;
}

const example: Readonly<Record<string, Example>> = {
  'GET /albums': ({ album }) => `/albums?ids=${album}`,
  'GET /artists': ({ artist }) => `/artists?ids=${artist}`,
  'GET /audio-features': ({ track }) => `/audio-features?ids=${track}`,
  'GET /audiobooks': ({ audiobook }) => `/audiobooks?ids=${audiobook}`,
  'GET /browse/categories/{category_id}': () => '/browse/categories/toplists',
  'GET /browse/categories/{category_id}/playlists': () => '/browse/categories/toplists/playlists',
  'GET /chapters': ({ chapter }) => `/chapters?ids=${chapter}`,
  'GET /episodes': ({ episode }) => `/episodes?ids=${episode}`,
  'GET /me/following': () => '/me/following?type=artist&limit=3',
  'GET /me/following/contains': ({ artist }) => `/me/following/contains?type=artist&ids=${artist}`,
  'GET /me/library/contains': ({ track }) => `/me/library/contains?uris=spotify:track:${track}`,
  'GET /me/player': () => '/me/player?additional_types=track,episode',
  'GET /me/player/currently-playing': () => '/me/player/currently-playing?additional_types=track,episode',
  'GET /me/player/recently-played': () => '/me/player/recently-played?limit=2',
  'GET /me/top/{type}': () => '/me/top/artists',
  'GET /playlists/{playlist_id}': ({ playlist }) => `/playlists/${playlist}?additional_types=track,episode`,
  'GET /recommendations': ({ track }) => `/recommendations?seed_tracks=${track}&limit=5`,
  'GET /search': () => '/search?q=a&type=album,artist,audiobook,episode,playlist,show,track',
  'GET /shows': ({ show }) => `/shows?ids=${show}`,
  'GET /tracks': ({ track }) => `/tracks?ids=${track}`,
  'DELETE /me/following': ({ artist }) => `/me/following?type=artist&ids=${artist}`,
  'DELETE /me/library': ({ track }) => `/me/library?uris=spotify:track:${track}`,
  'DELETE /playlists/{playlist_id}/items': ({ playlist, track }) => removal(playlist, track, 'items'),
  'DELETE /playlists/{playlist_id}/tracks': ({ playlist, track }) => removal(playlist, track, 'tracks'),
  'POST /me/player/queue': ({ track }) => `/me/player/queue?uri=spotify:track:${track}`,
  'POST /me/playlists': () => ({ path: '/me/playlists', body: { name: 'Made', public: false } }),
  'POST /playlists/{playlist_id}/items': ({ playlist, track }) => addition(playlist, track, 'items'),
  'POST /playlists/{playlist_id}/tracks': ({ playlist, track }) => addition(playlist, track, 'tracks'),
  'POST /users/{user_id}/playlists': () => ({ path: '/users/listener/playlists', body: { name: 'Made' } }),
  'PUT /me/following': ({ artist }) => `/me/following?type=artist&ids=${artist}`,
  'PUT /me/library': ({ track }) => `/me/library?uris=spotify:track:${track}`,
  'PUT /me/player': ({ device }) => ({ path: '/me/player', body: { device_ids: [device] } }),
  'PUT /me/player/play': ({ track }) => ({ path: '/me/player/play', body: { uris: [`spotify:track:${track}`] } }),
  'PUT /me/player/repeat': () => '/me/player/repeat?state=context',
  'PUT /me/player/seek': () => '/me/player/seek?position_ms=1000',
  'PUT /me/player/shuffle': () => '/me/player/shuffle?state=true',
  'PUT /me/player/volume': () => '/me/player/volume?volume_percent=10',
  'PUT /playlists/{playlist_id}': ({ playlist }) => ({ path: `/playlists/${playlist}`, body: { name: 'Renamed' } }),
  'PUT /playlists/{playlist_id}/images': ({ playlist }) => ({
    path: `/playlists/${playlist}/images`,
    body: '/9j/4AAQSkZJRg==',
  }),
  'PUT /playlists/{playlist_id}/items': ({ playlist, track }) => addition(playlist, track, 'items'),
  'PUT /playlists/{playlist_id}/tracks': ({ playlist, track }) => addition(playlist, track, 'tracks'),
};

/** A call of an operation, such as `GET /albums/{id}`, for the listener. */
export function exampleCall(operation: string, { world }: SpotifyEmulator): ExampleCall {
  const { catalogue } = world;
  const listener = world.user('listener');
  const place: Place = {
    album: idOf(catalogue.albums.at(0)),
    artist: idOf(catalogue.artists.at(0)),
    audiobook: idOf(catalogue.audiobooks.at(0)),
    chapter: idOf(catalogue.chapters.at(0)),
    device: idOf(listener.devices[0]),
    episode: idOf(catalogue.episodes.at(0)),
    playlist: idOf(listener.playlists.find(({ name }) => name === 'Desk Hours')),
    show: idOf(catalogue.shows.at(0)),
    track: idOf(catalogue.tracks.at(0)),
  };
  const call = example[operation]?.(place) ?? { path: filled(operation, place) };
  return typeof call === 'string' ? { path: call } : call;
}

/** Paths that need nothing but an id say themselves whose; the simple routes of a kind take an id in the query. */
function filled(operation: string, place: Place): string {
  const [, path = ''] = operation.split(' ');
  const [, first = '', second = ''] = path.split('/');
  const nouns: Readonly<Record<string, string>> = {
    'audio-analysis': place.track,
    'audio-features': place.track,
    playlists: place.playlist,
    users: 'listener',
  };
  const kind = (first === 'me' ? second : first).replace(/s$/, '') as keyof Place;
  const id = nouns[first] ?? place[kind];
  const isSaving = /^(PUT|DELETE) \/me\/\w+s$|^GET \/me\/\w+\/contains$/.test(operation);
  return isSaving ? `${path}?ids=${id}` : path.replaceAll(/\{\w+\}/g, String(id));
}

function addition(playlist: string, track: string, list: string): ExampleCall {
  return { path: `/playlists/${playlist}/${list}`, body: { uris: [`spotify:track:${track}`] } };
}

function removal(playlist: string, track: string, list: string): ExampleCall {
  return { path: `/playlists/${playlist}/${list}`, body: { [list]: [{ uri: `spotify:track:${track}` }] } };
}

function idOf(thing: { readonly id: string | null } | undefined): string {
  if (typeof thing?.id !== 'string') throw new Error('the world lacks what the example needs');
  return thing.id;
}
