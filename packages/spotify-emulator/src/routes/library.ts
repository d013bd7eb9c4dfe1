import { listQuery } from '../http/inputs.js';
import { page } from '../http/paging.js';
import { badRequest, forbidden, notFound } from '../http/problem.js';
import { empty, json } from '../http/reply.js';
import { person, type Route, type UserCall } from '../http/route.js';
import { fullAlbum, relinkedTrack } from '../render/music.js';
import { fullAudiobook, fullEpisode, simplifiedShow } from '../render/speech.js';
import { type Collection, isThere } from '../world/models.js';
import { parseUri, type SpotifyUri } from '../world/uri.js';
import type { World } from '../world/world.js';

const maximumUris = 40;

/** What the user saved and whom they follow. */
export const libraryRoutes: readonly Route[] = [
  person({ method: 'PUT', path: '/me/library', operation: 'save-library-items' }, (call) => {
    for (const uri of libraryUris(call, 'modify')) save(call, uri);
    return empty(200);
  }),
  person({ method: 'DELETE', path: '/me/library', operation: 'remove-library-items' }, (call) => {
    for (const uri of libraryUris(call, 'modify')) remove(call, uri);
    return empty(200);
  }),
  person({ method: 'GET', path: '/me/library/contains', operation: 'check-library-contains' }, (call) =>
    json(libraryUris(call, 'read').map((uri) => contains(call, uri))),
  ),
  savedList('album', 'get-users-saved-albums', (world) => world.catalogue.albums, fullAlbum),
  savedList('track', 'get-users-saved-tracks', (world) => world.catalogue.tracks, relinkedTrack),
  savedList('episode', 'get-users-saved-episodes', (world) => world.catalogue.episodes, fullEpisode),
  savedList('show', 'get-users-saved-shows', (world) => world.catalogue.shows, simplifiedShow),
  savedList('audiobook', 'get-users-saved-audiobooks', (world) => world.catalogue.audiobooks, fullAudiobook),
];

function savedList<T extends { readonly uri: string }>(
  kind: string,
  operation: string,
  collection: (world: World) => Collection<T>,
  render: (view: UserCall['view'], item: T) => object,
): Route {
  return person({ method: 'GET', path: `/me/${kind}s`, operation, scopes: ['user-library-read'] }, (call) => {
    const { library } = call.user;
    // Audiobooks go by show URIs.
    const saved = library
      .newest(kind === 'audiobook' ? 'show' : kind)
      .map((uri) => collection(call.world).get(uri.split(':')[2] ?? ''))
      .filter(isThere);
    return json(
      page(call, saved, (item) => ({
        added_at: library.addedAt(item.uri),
        [kind]: render(call.view, item),
      })),
    );
  });
}

type Direction = 'read' | 'modify';

/** The URIs of the query, each of a kind that the token may handle. Nothing is done before all of them are good. */
function libraryUris(call: UserCall, direction: Direction): readonly SpotifyUri[] {
  const written = listQuery(call.query, 'uris');
  if (!written) throw badRequest('Missing required field: uris');
  if (written.length > maximumUris) throw badRequest(`Too many uris: at most ${maximumUris}`);
  return written.map((each) => {
    const uri = parseUri(each);
    const isArtist = direction === 'modify' && uri?.kind === 'artist';
    if (!uri || uri.kind === 'chapter' || (isArtist && call.quirks.refusesArtistsInLibrary))
      throw badRequest(`Invalid uri: ${each}`);
    if (!scopesFor(uri, direction).some((scope) => call.scopes.has(scope)))
      throw forbidden('Insufficient client scope');
    if (direction === 'modify' && !exists(call.world, uri)) throw notFound();
    return uri;
  });
}

function scopesFor({ kind }: SpotifyUri, direction: Direction): readonly string[] {
  if (kind === 'artist' || kind === 'user') return [`user-follow-${direction}`];
  if (kind !== 'playlist') return [`user-library-${direction}`];
  return direction === 'read' ? ['playlist-read-private'] : ['playlist-modify-public', 'playlist-modify-private'];
}

function exists({ catalogue, playlists, users }: World, { kind, id }: SpotifyUri): boolean {
  if (kind === 'playlist') return playlists.has(id);
  if (kind === 'user') return users.has(id);
  if (kind === 'show') return (catalogue.shows.get(id) ?? catalogue.audiobooks.get(id)) !== undefined;
  return catalogue[`${kind}s`].get(id) !== undefined;
}

/** One name for a thing that has two: audiobooks go by show URIs. */
function keyOf({ kind, id }: SpotifyUri): string {
  return `spotify:${kind === 'audiobook' ? 'show' : kind}:${id}`;
}

function save({ user, world }: UserCall, uri: SpotifyUri): void {
  if (uri.kind !== 'playlist') {
    user.library.add(keyOf(uri));
    return;
  }
  const playlist = world.playlists.get(uri.id);
  if (playlist && !user.playlists.includes(playlist)) user.playlists.unshift(playlist);
}

/** To unfollow one's own playlist is how one deletes it; others may go on following. */
function remove({ user }: UserCall, uri: SpotifyUri): void {
  const place = uri.kind === 'playlist' ? user.playlists.findIndex((playlist) => playlist.id === uri.id) : -1;
  if (place >= 0) user.playlists.splice(place, 1);
  user.library.delete(keyOf(uri));
}

function contains({ user }: UserCall, uri: SpotifyUri): boolean {
  if (uri.kind === 'playlist') return user.playlists.some((playlist) => playlist.id === uri.id);
  return user.library.has(keyOf(uri));
}
