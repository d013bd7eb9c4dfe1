import { base62Id } from './ids.js';
import { localFileUri } from './local-file.js';
import type { Catalogue } from './models.js';
import { Playlist, type PlaylistItem } from './playlist.js';
import type { Tables } from './population.js';
import { createRandom, pickFrom, type Random } from './random.js';
import { title } from './titles.js';

/** The user in whose name the house's own playlists appear. */
export const houseUser = 'house';

const firstAdded = Date.UTC(2025, 2, 1);
const millisecondsPerHour = 3_600_000;

interface Plan {
  readonly name: string;
  readonly owner: string;
  readonly tracks: number;
  readonly description?: string;
  readonly public?: boolean;
  readonly collaborative?: boolean;
  readonly editorial?: boolean;
  /** Adds an episode after the tracks. */
  readonly episode?: boolean;
  /** Who has it in their list, apart from the owner. */
  readonly followers?: readonly string[];
}

const plans: readonly Plan[] = [
  {
    name: 'Rainy Kitchen',
    owner: 'listener',
    tracks: 25,
    description: 'For cooking when it rains.',
    public: true,
    followers: ['neighbour'],
  },
  { name: 'Long Train North', owner: 'listener', tracks: 120, public: true },
  { name: 'Desk Hours', owner: 'listener', tracks: 40, public: false, episode: true },
  { name: 'Empty Shelf', owner: 'listener', tracks: 0, public: false },
  {
    name: 'Shared Garden',
    owner: 'listener',
    tracks: 12,
    public: false,
    collaborative: true,
    followers: ['neighbour', 'guest'],
  },
  {
    name: 'Next Door',
    owner: 'neighbour',
    tracks: 30,
    description: 'What you hear through the wall.',
    followers: ['listener', 'guest'],
  },
  { name: 'Attic Finds', owner: 'neighbour', tracks: 18 },
  { name: 'Three Songs', owner: 'guest', tracks: 3 },
];
const editorialCount = 12;

/** Creates the playlists of the users and of the house. */
export function createPlaylists(tables: Tables): void {
  const random = createRandom(tables.seed, 'playlists');
  const editorial = Array.from(
    { length: editorialCount },
    (): Plan => ({ name: title(random), owner: houseUser, tracks: 20, editorial: true }),
  );
  [...plans, ...editorial].forEach((plan, index) => {
    const id = base62Id(tables.seed, 'playlist', index);
    const { owner, tracks, episode, followers = [], ...facts } = plan;
    const items = createItems(tables.catalogue, random, owner, tracks, episode ?? false);
    const playlist = new Playlist({ id, owner, ...facts, items });
    tables.playlists.set(id, playlist);
    for (const member of [owner, ...followers]) tables.users.get(member)?.playlists.push(playlist);
  });
  createCassettes(tables);
}

/** A playlist with what others hold no longer or never did: files of the owner's own, and a track that is gone. */
function createCassettes({ seed, catalogue, users, playlists }: Tables): void {
  const random = createRandom(seed, 'cassettes');
  const tracks = Array.from({ length: 3 }, () => pickFrom(random, catalogue.tracks).uri);
  const uris = [
    ...tracks.slice(0, 1),
    localFileUri({ artist: 'Uncle Halden', album: 'Attic Tapes', title: 'Side A, mostly rain', seconds: 412 }),
    ...tracks.slice(1),
    `spotify:track:${base62Id(seed, 'gone', 0)}`,
    localFileUri({ artist: '', album: '', title: 'voice memo 7', seconds: 31 }),
  ];
  const id = base62Id(seed, 'cassettes', 0);
  const playlist = new Playlist({
    id,
    owner: 'listener',
    name: 'Old Cassettes',
    public: false,
    items: dated(uris, 'listener'),
  });
  playlists.set(id, playlist);
  users.get('listener')?.playlists.push(playlist);
}

function createItems(
  catalogue: Catalogue,
  random: Random,
  owner: string,
  tracks: number,
  episode: boolean,
): PlaylistItem[] {
  const uris = Array.from({ length: tracks }, () => pickFrom(random, catalogue.tracks).uri);
  if (episode) uris.push(pickFrom(random, catalogue.episodes).uri);
  return dated(uris, owner);
}

function dated(uris: readonly string[], owner: string): PlaylistItem[] {
  return uris.map((uri, index) => ({
    uri,
    added_at: new Date(firstAdded + index * millisecondsPerHour).toISOString().replace('.000Z', 'Z'),
    added_by: owner,
  }));
}
