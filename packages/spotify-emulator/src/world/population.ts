import type { Clock } from '../clock.js';
import { createDevice, type Device } from '../player/device.js';
import { isOwnFile, ownFileDurationMs, playsOwnFiles } from '../player/own-files.js';
import { Player } from '../player/player.js';
import { findPlayable } from './catalogue.js';
import { base62Id } from './ids.js';
import { Library } from './library.js';
import type { Catalogue, Collection } from './models.js';
import type { Playlist } from './playlist.js';
import { createPlaylists } from './playlists.js';
import { createRandom, pickFrom } from './random.js';
import { mayHear } from './restriction.js';
import type { ResumePoint, User } from './user.js';

/** The tables that a population fills. */
export interface Tables {
  readonly seed: number;
  readonly clock: Clock;
  readonly catalogue: Catalogue;
  readonly users: Map<string, User>;
  readonly playlists: Map<string, Playlist>;
}

const savedSince = Date.UTC(2025, 0, 1);
const millisecondsPerDay = 86_400_000;
const playedBefore = 30;
const tracksBetweenAds = 3;
const idleAfterMs = 30 * 60_000;

/** Creates the people of the world with what they own, as they are before anybody does anything. */
export function populate(tables: Tables): void {
  const people = [
    { id: 'listener', display_name: 'Linn Listener', country: 'SE', product: 'premium', saved: 60, follows: [] },
    {
      id: 'neighbour',
      display_name: 'Noor Neighbour',
      country: 'NL',
      product: 'premium',
      saved: 12,
      follows: ['listener'],
    },
    { id: 'guest', display_name: 'Gus Guest', country: 'GB', product: 'free', saved: 4, follows: ['listener'] },
  ] as const;
  for (const person of people) tables.users.set(person.id, createUser(tables, person));
  createPlaylists(tables);
  const listener = tables.users.get('listener');
  if (listener) prepareDesk(listener, tables.catalogue);
  for (const user of tables.users.values()) playBefore(user, tables.catalogue, tables.clock.now());
}

interface Person {
  readonly id: string;
  readonly display_name: string;
  readonly country: string;
  readonly product: 'premium' | 'free';
  /** How many tracks are saved; other kinds follow from it. */
  readonly saved: number;
  /** The ids of the people they follow. */
  readonly follows: readonly string[];
}

function createUser(tables: Tables, person: Person): User {
  const { seed, clock, catalogue } = tables;
  const { id } = person;
  const random = createRandom(seed, `user:${id}`);
  const library = new Library(() => clock.now());
  const kinds: readonly { readonly items: Collection<{ readonly uri: string }>; readonly count: number }[] = [
    { items: catalogue.tracks, count: person.saved },
    { items: catalogue.albums, count: Math.ceil(person.saved / 4) },
    { items: catalogue.shows, count: Math.ceil(person.saved / 12) },
    { items: catalogue.episodes, count: Math.ceil(person.saved / 10) },
    { items: catalogue.audiobooks, count: Math.ceil(person.saved / 20) },
    { items: catalogue.artists, count: Math.ceil(person.saved / 3) },
  ];
  let day = 0;
  for (const { items, count } of kinds) {
    for (let saved = 0; saved < count; saved += 1) {
      const { uri } = pickFrom(random, items);
      if (library.has(uri)) continue;
      day += 1;
      library.addAt(uri, savedSince + day * millisecondsPerDay);
    }
  }
  for (const followed of person.follows) library.addAt(`spotify:user:${followed}`, savedSince);
  const devices = createDevices(id);
  const facts = { ...person, email: `${id}@example.com`, account_id: base62Id(seed, `account:${id}`, 0) };
  const artists = random.shuffle(catalogue.artists.list()).slice(0, 50);
  const top = {
    artists: artists.map((artist) => artist.uri),
    tracks: Array.from({ length: 50 }, () => pickFrom(random, catalogue.tracks).uri),
  };
  const user = emptyUser(tables, { ...facts, top }, devices);
  for (const uri of library) user.library.addAt(uri, Date.parse(library.addedAt(uri) ?? ''));
  for (const [index, uri] of library.newest('episode').entries()) {
    user.resumePoints.set(uri, { fully_played: index % 3 === 0, resume_position_ms: (index % 3) * 300_000 });
  }
  return user;
}

/** Somebody with an account and nothing in it. */
export function emptyUser(
  { seed, clock, catalogue }: Pick<Tables, 'seed' | 'clock' | 'catalogue'>,
  facts: Pick<User, 'id' | 'display_name' | 'country' | 'product' | 'email' | 'account_id'> &
    Partial<Pick<User, 'top' | 'explicit_content'>>,
  devices: Device[] = [],
): User {
  const { id, display_name, country, product, email, account_id } = facts;
  const { top = { artists: [], tracks: [] }, explicit_content } = facts;
  const durationOf = (uri: string): number | undefined =>
    findPlayable(catalogue, uri)?.duration_ms ?? ownFileDurationMs(uri);
  const randomFor = (index: number) => createRandom(seed, `shuffle:${id}`, index);
  const resumePoints = new Map<string, ResumePoint>();
  const left = (uri: string, positionMs: number): void => {
    const durationMs = durationOf(uri) ?? 0;
    if (!uri.startsWith('spotify:episode:') || durationMs === 0) return;
    const isOver = positionMs >= durationMs;
    resumePoints.set(uri, { fully_played: isOver, resume_position_ms: isOver ? 0 : Math.floor(positionMs) });
  };
  const adsAfter = (): number | undefined => (user.product === 'free' ? tracksBetweenAds : undefined);
  const canHear = (uri: string): boolean =>
    isOwnFile(uri)
      ? devices.some((device) => device.is_active && playsOwnFiles(device))
      : mayHear(catalogue, user, uri);
  const user: User = {
    ...{ id, display_name, country, product, email, account_id, top, devices },
    uri: `spotify:user:${id}`,
    explicit_content: { filter_enabled: false, filter_locked: false, ...explicit_content },
    playlists: [],
    library: new Library(() => clock.now()),
    player: new Player({ clock, devices, durationOf, canHear, randomFor, adsAfter, left, idleAfterMs }),
    resumePoints,
  };
  return user;
}

function createDevices(owner: string): Device[] {
  if (owner === 'listener') {
    return [
      createDevice(owner, { name: 'Desk', type: 'Computer', is_active: true }),
      createDevice(owner, { name: 'Pocket', type: 'Smartphone', supports_volume: false, volume_percent: 100 }),
      createDevice(owner, { name: 'Kitchen', type: 'Speaker', volume_percent: 35 }),
    ];
  }
  if (owner === 'neighbour') return [createDevice(owner, { name: 'Attic', type: 'Speaker', is_restricted: true })];
  return [createDevice(owner, { name: 'Browser', type: 'Computer' })];
}

/** The listener paused in the middle of the second track of an album, at the desk. */
function prepareDesk(listener: User, catalogue: Catalogue): void {
  let album = catalogue.albums.at(0);
  for (let index = 0; album && !(album.trackCount >= 9 && album.markets.includes(listener.country)); index += 1) {
    album = catalogue.albums.at(index);
  }
  if (!album) return;
  listener.player.start({
    uris: album.tracks.map((track) => track.uri),
    context: album.uri,
    index: 1,
  });
  listener.player.pause();
  // Afterwards: between start and pause, time goes by.
  listener.player.seek(42_000);
}

/** What somebody heard on the day before: their favourites, one after the other. */
function playBefore(user: User, catalogue: Catalogue, now: number): void {
  let playedAt = now - millisecondsPerDay;
  const history = user.top.tracks.slice(0, playedBefore).map((uri) => {
    const track = catalogue.tracks.get(uri.split(':')[2] ?? '');
    playedAt += track?.duration_ms ?? 0;
    return { uri, context: track?.album.uri ?? null, playedAt };
  });
  user.player.restore({ ...user.player.capture(), history: history.reverse() });
}
