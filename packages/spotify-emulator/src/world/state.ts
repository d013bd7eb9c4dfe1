import type { Device } from '../player/device.js';
import type { PlayerState } from '../player/state.js';
import { Playlist, type PlaylistState } from './playlist.js';
import type { ResumePoint, User } from './user.js';

/** A user at one moment, as plain data. */
export interface UserState {
  readonly id: string;
  readonly account_id: string;
  readonly display_name: string;
  readonly email: string;
  readonly country: string;
  readonly product: 'premium' | 'free';
  readonly explicit_content: { readonly filter_enabled: boolean; readonly filter_locked: boolean };
  /** Ids, newest first. */
  readonly playlists: readonly string[];
  /** URIs with the moment they were saved, oldest first. */
  readonly library: readonly (readonly [uri: string, addedAt: string])[];
  readonly devices: readonly Device[];
  readonly player: PlayerState;
  readonly resumePoints: readonly (readonly [uri: string, point: ResumePoint])[];
  readonly top: { readonly artists: readonly string[]; readonly tracks: readonly string[] };
}

/** Everything in a world that can change, as plain data. */
export interface WorldState {
  /** How many identifiers were given out. */
  readonly made: number;
  readonly users: readonly UserState[];
  readonly playlists: readonly PlaylistState[];
}

/** What a world lets be captured and restored. */
export interface WorldParts {
  readonly users: Map<string, User>;
  readonly playlists: Map<string, Playlist>;
  /** Makes a person who owns nothing yet. */
  createUser(facts: UserState): User;
}

/** Describes a user as plain data. */
export function captureUser(user: User): UserState {
  const { id, account_id, display_name, email, country, product, explicit_content, library, top } = user;
  return {
    ...{ id, account_id, display_name, email, country, product, top },
    explicit_content: { ...explicit_content },
    playlists: user.playlists.map((playlist) => playlist.id),
    library: [...library].map((uri) => [uri, library.addedAt(uri) ?? ''] as const),
    devices: user.devices.map((device) => ({ ...device })),
    player: user.player.capture(),
    resumePoints: [...user.resumePoints],
  };
}

/** Makes users and playlists what they were. Objects that still exist are changed and not replaced, so that whoever holds one sees it. */
export function restoreParts(parts: WorldParts, state: WorldState, known: Map<string, Playlist>): void {
  const { users, playlists } = parts;
  for (const [id, playlist] of playlists) known.set(id, playlist);
  playlists.clear();
  for (const facts of state.playlists) {
    const playlist = known.get(facts.id) ?? new Playlist(facts);
    playlist.restore(facts);
    playlists.set(facts.id, playlist);
  }
  const before = new Map(users);
  users.clear();
  for (const facts of state.users) {
    const user = before.get(facts.id) ?? parts.createUser(facts);
    restoreUser(user, facts, playlists);
    users.set(facts.id, user);
  }
}

function restoreUser(user: User, facts: UserState, playlists: ReadonlyMap<string, Playlist>): void {
  const { display_name, country, product } = facts;
  Object.assign(user, { display_name, country, product });
  Object.assign(user.explicit_content, facts.explicit_content);
  const listed = facts.playlists.flatMap((id) => playlists.get(id) ?? []);
  user.playlists.splice(0, user.playlists.length, ...listed);
  user.library.clear();
  for (const [uri, addedAt] of facts.library) user.library.addAt(uri, Date.parse(addedAt));
  const devices = facts.devices.map((device, index) => Object.assign(user.devices[index] ?? {}, device));
  user.devices.splice(0, user.devices.length, ...devices);
  user.player.restore(facts.player);
  user.resumePoints.clear();
  for (const [uri, point] of facts.resumePoints) user.resumePoints.set(uri, point);
}
