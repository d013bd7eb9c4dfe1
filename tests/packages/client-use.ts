// What people write who use the client, right and wrong; compiled against the published types in projects of several kinds.
import {
  type Artist,
  albums,
  callInChunks,
  createClient,
  createSpotifyClient,
  defineEndpoint,
  endpoints,
  type Iteration,
  isSpotifyError,
  iterate,
  memoryTokenStore,
  type Page,
  type PlayableItem,
  playlistItemsFields,
  type Restrictions,
  type SearchType,
  type SimplifiedAlbum,
  type SpotifyClientOptions,
  storedToken,
  type Track,
} from '@tonearm/spotify-client';

const market: string | undefined = globalThis.Math.random() > 2 ? 'SE' : undefined;
const token = storedToken({ clientId: 'app', store: memoryTokenStore() });
export const options: SpotifyClientOptions = { token, appMode: 'auto', locale: 'es-MX' };
const spotify = createSpotifyClient(options);

/** What is right compiles, also where an option may be undefined. */
export async function right(signal: AbortSignal): Promise<readonly string[]> {
  const album = await spotify.albums.get({ id: 'a', market }, { signal });
  const { artists } = await spotify.search.search({ q: 'a', type: ['artist'], limit: 5 });
  const names = [album.name, ...artists.items.map(({ name }) => name)];
  const small = createClient({ albums }, options);
  names.push((await small.albums.get({ id: 'a' })).name);
  const add = defineEndpoint<{ id: string }, { readonly name: string }>()({
    ...{ method: 'GET', path: '/new/{id}', scopes: [], access: 'everyone', audience: 'public' },
  });
  const larger = createClient({ ...endpoints, mine: { add } }, options);
  names.push((await larger.mine.add({ id: 'a' })).name, (await larger.albums.get({ id: 'a' })).name);
  for await (const track of iterate(spotify.albums.tracks, { id: album.id }, { max: 10 })) names.push(track.name);
  for await (const { track } of iterate(spotify.library.tracks)) names.push(track.name);
  for await (const { track } of iterate(spotify.library.tracks, { limit: 50 }, { max: 2 })) names.push(track.name);
  for await (const { owner } of iterate(
    spotify.search.search,
    { q: 'a', type: ['show', 'artist'] },
    { select: mine },
  )) {
    names.push(owner);
  }
  await callInChunks(spotify.library.save, { uris: names });
  const playing = await spotify.player.state();
  return [...names, titleOf(playing?.item ?? null) ?? ''];
}

const mine = (): Page<{ readonly owner: string }> => ({ items: [], next: null });

/** Spotify may add words tomorrow. */
export const reason: Restrictions['reason'] = 'a word of tomorrow';

/** What a `type` decides is known by it, as far as it is known itself. */
export async function decided(either: 'artists' | 'tracks', several: readonly SearchType[]): Promise<void> {
  const artists: Iteration<Artist> = iterate(spotify.me.top, { type: 'artists' });
  const tracks: readonly Track[] = (await spotify.me.top({ type: 'tracks', limit: 5 })).items;
  const any: readonly (Artist | Track)[] = (await spotify.me.top({ type: either })).items;
  const albums: Iteration<SimplifiedAlbum> = iterate(spotify.search.search, { q: 'a', type: ['album'] });
  // @ts-expect-error they may be tracks
  const some: readonly Artist[] = (await spotify.me.top({ type: either })).items;
  // @ts-expect-error albums were not asked for
  (await spotify.search.search({ q: 'a', type: ['track', 'artist'] })).albums;
  // @ts-expect-error nobody knows whether albums were asked for
  (await spotify.search.search({ q: 'a', type: several })).albums.items;
  void [artists, tracks, any, albums, some];
}

/** What went wrong is told apart by its code, and has what that kind has. */
export function waitMs(error: unknown): number | undefined {
  if (!isSpotifyError(error)) return undefined;
  if (error.code === 'rate_limited' || error.code === 'quota_exceeded') return error.retryAfterMs;
  if (error.code === 'partial_failure') return error.rest.length;
  if (error.code === 'forbidden_scope') return error.kind === 'scope' ? error.status : undefined;
  // @ts-expect-error no answer came, so there is no status
  return error.code === 'network' ? error.status : undefined;
}

function titleOf(item: PlayableItem | null): string | undefined {
  if (item === null || item.type === 'episode') return item?.show.name;
  return item.is_local ? item.name : item.id;
}

/** What is wrong does not. */
export async function wrong(): Promise<void> {
  // @ts-expect-error parameters are an object
  await spotify.albums.get('a');
  // @ts-expect-error the id is missing
  await spotify.albums.get({ market: 'SE' });
  // @ts-expect-error the id is missing altogether
  await spotify.albums.get();
  // @ts-expect-error it is called limit
  await spotify.albums.tracks({ id: 'a', limt: 5 });
  // @ts-expect-error a number is no text
  await spotify.albums.tracks({ id: 'a', limit: '5' });
  // @ts-expect-error Spotify knows no songs
  await spotify.search.search({ q: 'a', type: ['song'] });
  // @ts-expect-error there is nothing to save
  await spotify.library.saveTracks({});
  // @ts-expect-error there is no such call
  await spotify.albums.find({ id: 'a' });
  // @ts-expect-error a playlist is named by playlist_id
  await spotify.playlists.get({ id: 'p' });
  const album = await spotify.albums.get({ id: 'a' });
  // @ts-expect-error Development Mode does not send it
  album.label.trim();
  // @ts-expect-error an answer is not to be changed
  album.name = 'another';
  // @ts-expect-error there may be no first track
  album.tracks.items[0].name.trim();
  const { playlists } = await spotify.search.search({ q: 'a', type: ['playlist'] });
  // @ts-expect-error Spotify sends null in place of some
  playlists?.items.map(({ name }) => name);
  const { items: own } = await spotify.playlists.mine();
  // @ts-expect-error nor in a person's own list
  own.map(({ name }) => name);
  const { items: places } = await spotify.playlists.items({ playlist_id: 'p' });
  // @ts-expect-error what was in a place may be gone
  places.map(({ item }) => item.name);
  const track = await spotify.tracks.get({ id: 't' });
  // @ts-expect-error Development Mode does not send it
  track.popularity.toFixed();
  // @ts-expect-error nor who has Premium
  (await spotify.me.profile()).product.trim();
  const { queue } = await spotify.player.queue();
  // @ts-expect-error a local file has no id
  queue.map(({ id }) => id.trim());
  // @ts-expect-error of which album?
  iterate(spotify.albums.tracks);
  // @ts-expect-error it is called limit
  iterate(spotify.albums.tracks, { id: 'a', limt: 5 });
  // @ts-expect-error it is called limit, also where nothing is required
  iterate(spotify.library.tracks, { limt: 5 });
  // @ts-expect-error it is called limit, also where fields can be selected
  iterate(spotify.playlists.items, { playlist_id: 'p', limt: 5 });
  // @ts-expect-error a page without next cannot be gone on from
  iterate(spotify.playlists.items, { playlist_id: 'p', fields: playlistItemsFields({ items: true }) });
  // @ts-expect-error of what?
  iterate(spotify.me.top);
  // @ts-expect-error Spotify knows no top albums
  iterate(spotify.me.top, { type: 'albums' });
  // @ts-expect-error it is called max
  iterate(spotify.albums.tracks, { id: 'a' }, { maximum: 5 });
  // @ts-expect-error it is called market
  await callInChunks(spotify.tracks.getMany, { ids: ['a'], country: 'SE' });
  // @ts-expect-error it takes no list
  await callInChunks(spotify.player.pause, 'p');
  // @ts-expect-error nouns go into a table: createClient({ albums }, options)
  createClient(albums, options);
  // @ts-expect-error a client needs a token
  createSpotifyClient({});
  try {
    await spotify.me.profile();
  } catch (error) {
    // @ts-expect-error it is not known what was thrown
    error.code.trim();
    if (isSpotifyError(error) && error.code === 'not_found') return;
    // @ts-expect-error there is no such code
    if (isSpotifyError(error) && error.code === 'no_such_thing') return;
  }
}
