import type { World } from '@tonearm/spotify-emulator';

type Params = Readonly<Record<string, unknown>>;
type Example = (world: World) => Params;

const anAlbum: Example = (world) => ({ id: first(world.catalogue.albums).id });
const anArtist: Example = (world) => ({ id: first(world.catalogue.artists).id });
const aShow: Example = (world) => ({ id: first(world.catalogue.shows).id });
const anAudiobook: Example = (world) => ({ id: first(world.catalogue.audiobooks).id });
const aTrack: Example = (world) => ({ id: first(world.catalogue.tracks).id });
const aPage: Params = { limit: 2, offset: 1 };
const aPlaylist: Example = (world) => ({ playlist_id: ownPlaylist(world) });
const aTrackUri = (world: World): string => `spotify:track:${first(world.catalogue.tracks).id}`;
const aDevice: Example = (world) => ({ device_id: deviceId(world) });

/** One valid call of every row of the client's table, with as many of its parameters as make sense together. */
const EXAMPLES: Readonly<Record<string, Example>> = {
  'albums.get': (world) => ({ ...anAlbum(world), market: 'DE' }),
  'albums.getMany': (world) => ({ ids: idsOf(world.catalogue.albums), market: 'DE' }),
  'albums.tracks': (world) => ({ ...anAlbum(world), ...aPage, market: 'DE' }),
  'artists.albums': (world) => ({ ...anArtist(world), ...aPage, include_groups: ['album', 'single'], market: 'DE' }),
  'artists.get': anArtist,
  'artists.getMany': (world) => ({ ids: idsOf(world.catalogue.artists) }),
  'artists.related': anArtist,
  'artists.topTracks': (world) => ({ ...anArtist(world), market: 'DE' }),
  'audiobooks.chapters': (world) => ({ ...anAudiobook(world), ...aPage, market: 'DE' }),
  'audiobooks.get': (world) => ({ ...anAudiobook(world), market: 'DE' }),
  'audiobooks.getMany': (world) => ({ ids: idsOf(world.catalogue.audiobooks), market: 'DE' }),
  'browse.categories': () => ({ ...aPage, locale: 'de_DE' }),
  'browse.category': () => ({ category_id: '0JQ5DAharbourfolk', locale: 'de_DE' }),
  'browse.categoryPlaylists': () => ({ category_id: '0JQ5DAharbourfolk', ...aPage }),
  'browse.featuredPlaylists': () => ({ ...aPage, locale: 'de_DE' }),
  'browse.markets': () => ({}),
  'browse.newReleases': () => aPage,
  'chapters.get': (world) => ({ id: first(world.catalogue.chapters).id, market: 'DE' }),
  'chapters.getMany': (world) => ({ ids: idsOf(world.catalogue.chapters), market: 'DE' }),
  'episodes.get': (world) => ({ id: first(world.catalogue.episodes).id, market: 'DE' }),
  'episodes.getMany': (world) => ({ ids: idsOf(world.catalogue.episodes), market: 'DE' }),
  'library.albums': () => ({ ...aPage, market: 'DE' }),
  'library.audiobooks': () => aPage,
  'library.contains': (world) => ({ uris: [aTrackUri(world)] }),
  'library.containsAlbums': (world) => ({ ids: idsOf(world.catalogue.albums) }),
  'library.containsAudiobooks': (world) => ({ ids: idsOf(world.catalogue.audiobooks) }),
  'library.containsEpisodes': (world) => ({ ids: idsOf(world.catalogue.episodes) }),
  'library.containsShows': (world) => ({ ids: idsOf(world.catalogue.shows) }),
  'library.containsTracks': (world) => ({ ids: idsOf(world.catalogue.tracks) }),
  'library.episodes': () => ({ ...aPage, market: 'DE' }),
  'library.remove': (world) => ({ uris: [aTrackUri(world)] }),
  'library.removeAlbums': (world) => ({ ids: idsOf(world.catalogue.albums) }),
  'library.removeAudiobooks': (world) => ({ ids: idsOf(world.catalogue.audiobooks) }),
  'library.removeEpisodes': (world) => ({ ids: idsOf(world.catalogue.episodes) }),
  'library.removeShows': (world) => ({ ids: idsOf(world.catalogue.shows) }),
  'library.removeTracks': (world) => ({ ids: idsOf(world.catalogue.tracks) }),
  'library.save': (world) => ({ uris: [aTrackUri(world)] }),
  'library.saveAlbums': (world) => ({ ids: idsOf(world.catalogue.albums) }),
  'library.saveAudiobooks': (world) => ({ ids: idsOf(world.catalogue.audiobooks) }),
  'library.saveEpisodes': (world) => ({ ids: idsOf(world.catalogue.episodes) }),
  'library.saveShows': (world) => ({ ids: idsOf(world.catalogue.shows) }),
  'library.saveTracks': (world) => ({ ids: idsOf(world.catalogue.tracks) }),
  'library.shows': () => aPage,
  'library.tracks': () => ({ ...aPage, market: 'DE' }),
  'me.follow': (world) => ({ type: 'artist', ids: idsOf(world.catalogue.artists) }),
  'me.following': () => ({ type: 'artist', limit: 2 }),
  'me.follows': (world) => ({ type: 'artist', ids: idsOf(world.catalogue.artists) }),
  'me.profile': () => ({}),
  'me.top': () => ({ type: 'artists', time_range: 'short_term', ...aPage }),
  'me.unfollow': (world) => ({ type: 'artist', ids: idsOf(world.catalogue.artists) }),
  'player.addToQueue': (world) => ({ uri: aTrackUri(world), ...aDevice(world) }),
  'player.currentlyPlaying': () => ({ market: 'DE', additional_types: ['track', 'episode'] }),
  'player.devices': () => ({}),
  'player.next': aDevice,
  'player.pause': aDevice,
  'player.play': (world) => ({ ...aDevice(world), uris: [aTrackUri(world)], position_ms: 1000 }),
  'player.previous': aDevice,
  'player.queue': () => ({}),
  'player.recentlyPlayed': () => ({ limit: 2, before: 1_700_000_000_000 }),
  'player.repeat': (world) => ({ state: 'context', ...aDevice(world) }),
  'player.seek': (world) => ({ position_ms: 1000, ...aDevice(world) }),
  'player.shuffle': (world) => ({ state: true, ...aDevice(world) }),
  'player.state': () => ({ market: 'DE', additional_types: ['track', 'episode'] }),
  'player.transfer': (world) => ({ device_ids: [deviceId(world)], play: true }),
  'player.volume': (world) => ({ volume_percent: 40, ...aDevice(world) }),
  'playlists.addItems': (world) => ({ ...aPlaylist(world), uris: [aTrackUri(world)], position: 0 }),
  'playlists.addTracks': (world) => ({ ...aPlaylist(world), uris: [aTrackUri(world)], position: 0 }),
  'playlists.cover': aPlaylist,
  'playlists.create': () => ({ name: 'Contract', description: 'Made by a test', public: false, collaborative: false }),
  'playlists.follow': (world) => ({ ...aPlaylist(world), public: false }),
  'playlists.get': (world) => ({ ...aPlaylist(world), market: 'DE', additional_types: ['track', 'episode'] }),
  'playlists.isFollowed': (world) => ({ ...aPlaylist(world), ids: ['listener'] }),
  'playlists.items': (world) => ({ ...aPlaylist(world), ...aPage, market: 'DE', additional_types: ['track'] }),
  'playlists.mine': () => aPage,
  'playlists.removeItems': (world) => ({ ...aPlaylist(world), items: [{ uri: aTrackUri(world) }] }),
  'playlists.removeTracks': (world) => ({ ...aPlaylist(world), tracks: [{ uri: aTrackUri(world) }] }),
  'playlists.tracks': (world) => ({ ...aPlaylist(world), ...aPage, market: 'DE', additional_types: ['track'] }),
  'playlists.unfollow': aPlaylist,
  'playlists.update': (world) => ({ ...aPlaylist(world), name: 'Renamed', description: 'By a test', public: false }),
  'playlists.updateItems': (world) => ({ ...aPlaylist(world), range_start: 0, insert_before: 1, range_length: 1 }),
  'playlists.updateTracks': (world) => ({ ...aPlaylist(world), range_start: 0, insert_before: 1, range_length: 1 }),
  'playlists.uploadCover': (world) => ({ ...aPlaylist(world), image: '/9j/4AAQSkZJRg==' }),
  'recommendations.genres': () => ({}),
  'recommendations.get': (world) => ({
    limit: 2,
    market: 'DE',
    seed_artists: idsOf(world.catalogue.artists),
    seed_tracks: idsOf(world.catalogue.tracks),
    seed_genres: ['glass-pop'],
    min_energy: 0,
  }),
  'search.search': () => ({ q: 'a', type: ['album', 'track'], market: 'DE', ...aPage, include_external: 'audio' }),
  'shows.episodes': (world) => ({ ...aShow(world), ...aPage, market: 'DE' }),
  'shows.get': (world) => ({ ...aShow(world), market: 'DE' }),
  'shows.getMany': (world) => ({ ids: idsOf(world.catalogue.shows), market: 'DE' }),
  'tracks.audioAnalysis': aTrack,
  'tracks.audioFeatures': aTrack,
  'tracks.get': (world) => ({ id: first(world.catalogue.tracks).id, market: 'DE' }),
  'tracks.getMany': (world) => ({ ids: idsOf(world.catalogue.tracks), market: 'DE' }),
  'tracks.manyAudioFeatures': (world) => ({ ids: idsOf(world.catalogue.tracks) }),
  'users.createPlaylist': () => ({
    user_id: 'listener',
    name: 'Contract',
    description: 'Made by a test',
    public: false,
  }),
  'users.get': () => ({ user_id: 'neighbour' }),
  'users.playlists': () => ({ user_id: 'neighbour', ...aPage }),
};

/** Calls that have to be made before the example makes sense: only what plays can be paused. */
export const PREPARATIONS: Readonly<Record<string, (world: World) => readonly (readonly [string, Params])[]>> = {
  'player.pause': (world) => [['player.play', { ...aDevice(world), uris: [aTrackUri(world)] }]],
};

/** Parameters for a row that the emulator's world can answer. */
export function exampleParams(name: string, world: World): Params {
  const example = EXAMPLES[name];
  if (!example) throw new Error(`Add an example for ${name} to example-params.ts`);
  return example(world);
}

function idsOf(shelf: { list(): readonly { readonly id: string }[] }): readonly string[] {
  return shelf
    .list()
    .slice(0, 2)
    .map(({ id }) => id);
}

function first<Item>(shelf: { list(): readonly Item[] }): Item {
  const [item] = shelf.list();
  if (item === undefined) throw new Error('the catalogue lacks one');
  return item;
}

function ownPlaylist(world: World): string {
  const [playlist] = world.user('listener').playlists;
  if (!playlist) throw new Error('the listener has no playlist');
  return playlist.id;
}

function deviceId(world: World): string {
  const [device] = world.user('listener').devices;
  if (!device?.id) throw new Error('the listener has no device');
  return device.id;
}
