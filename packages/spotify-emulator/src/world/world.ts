import type { Clock } from '../clock.js';
import { createCatalogue } from './catalogue.js';
import { base62Id } from './ids.js';
import type { Catalogue } from './models.js';
import type { Playlist } from './playlist.js';
import { emptyUser, populate } from './population.js';
import type { Scale } from './scale.js';
import { captureUser, restoreParts, type UserState, type WorldState } from './state.js';
import type { User } from './user.js';

/** Everything that exists in an emulator. */
export interface World {
  readonly seed: number;
  readonly scale: Scale;
  readonly catalogue: Catalogue;
  /** Everybody, by id. */
  readonly users: ReadonlyMap<string, User>;
  /** Every playlist that was ever made, by id: unfollowing does not delete. */
  readonly playlists: Map<string, Playlist>;
  /** The user with this id; throws when there is none. */
  user(id: string): User;
  /** Somebody new, who has nothing yet. */
  addUser(facts: Pick<User, 'id' | 'display_name' | 'country' | 'product'>): User;
  /** An identifier nobody has yet. */
  newId(): string;
  /** Users and playlists as plain data. */
  capture(): WorldState;
  /** Puts users and playlists back to what was captured, in this world or in another of the same catalogue. */
  restore(state: WorldState): void;
  /** Puts users and playlists back to what they were at the start. */
  reset(): void;
}

/** Creates the world of a seed. */
export function createWorld(seed: number, clock: Clock, scale: Scale = 'small'): World {
  const catalogue = createCatalogue(seed, scale);
  const users = new Map<string, User>();
  const playlists = new Map<string, Playlist>();
  /** Playlists that a restored state may bring back, as the objects that they were. */
  const known = new Map<string, Playlist>();
  let made = 0;
  const world: World = {
    seed,
    scale,
    catalogue,
    users,
    playlists,
    user: (id) => {
      const user = users.get(id);
      if (!user) throw new RangeError(`There is no user '${id}'. There are: ${[...users.keys()].join(', ')}.`);
      return user;
    },
    addUser: (facts) => {
      if (users.has(facts.id)) throw new RangeError(`There is a user '${facts.id}' already.`);
      const account_id = base62Id(seed, `account:${facts.id}`, 0);
      const user = emptyUser({ seed, clock, catalogue }, { ...facts, account_id, email: `${facts.id}@example.com` });
      users.set(facts.id, user);
      return user;
    },
    newId: () => {
      made += 1;
      return base62Id(seed, 'made', made);
    },
    capture: () => ({
      made,
      users: [...users.values()].map(captureUser),
      playlists: [...playlists.values()].map((playlist) => playlist.capture()),
    }),
    restore: (state) => {
      made = state.made;
      const createUser = (facts: UserState): User => emptyUser({ seed, clock, catalogue }, facts);
      restoreParts({ users, playlists, createUser }, state, known);
    },
    reset: () => {
      made = 0;
      known.clear();
      users.clear();
      playlists.clear();
      populate({ seed, clock, catalogue, users, playlists });
    },
  };
  world.reset();
  return world;
}
