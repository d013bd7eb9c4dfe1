import { createHash } from 'node:crypto';

const rememberedChanges = 20;

/** One place in a playlist. */
export interface PlaylistItem {
  readonly uri: string;
  readonly added_at: string;
  /** Id of the user who added it. */
  readonly added_by: string;
}

/** What is needed to begin a playlist. */
export interface PlaylistFacts {
  readonly id: string;
  readonly name: string;
  readonly owner: string;
  readonly description?: string;
  readonly public?: boolean;
  readonly collaborative?: boolean;
  /** True for playlists of the house: Development Mode apps cannot see them. */
  readonly editorial?: boolean;
  readonly items?: readonly PlaylistItem[];
}

/** A playlist at one moment, as plain data. */
export interface PlaylistState extends Required<PlaylistFacts> {
  readonly revision: number;
  /** What it was after each of its latest changes, which some readers see late. */
  readonly changes: readonly PlaylistChange[];
  /** An uploaded cover in base64. */
  readonly cover: string | null;
}

/** What a playlist is since a change. */
export interface PlaylistChange {
  /** In milliseconds since 1970. */
  readonly since: number;
  readonly revision: number;
  readonly total: number;
}

/** A playlist: every change, to its items or to its details, gives it a new snapshot. */
export class Playlist {
  readonly id: string;
  readonly uri: string;
  readonly owner: string;
  readonly editorial: boolean;
  name: string;
  description: string;
  public: boolean;
  collaborative: boolean;
  items: PlaylistItem[];
  /** An uploaded cover, as JPEG bytes. */
  cover: Uint8Array | undefined;
  #revision = 1;
  /** The latest changes, oldest first. */
  #changes: readonly PlaylistChange[];

  constructor(facts: PlaylistFacts) {
    this.id = facts.id;
    this.uri = `spotify:playlist:${facts.id}`;
    this.owner = facts.owner;
    this.name = facts.name;
    this.description = facts.description ?? '';
    this.public = facts.public ?? true;
    this.collaborative = facts.collaborative ?? false;
    this.editorial = facts.editorial ?? false;
    this.items = [...(facts.items ?? [])];
    this.#changes = [this.#change(0)];
  }

  /** The name of the present state. */
  get snapshot(): string {
    return this.#snapshotOf(this.#revision);
  }

  /** How many times it has changed. */
  get revision(): number {
    return this.#revision;
  }

  /** Marks a change, made at a moment in milliseconds since 1970, and answers the new snapshot. */
  changed(since = 0): string {
    this.#revision += 1;
    this.#changes = [...this.#changes.slice(-rememberedChanges), this.#change(since)];
    return this.snapshot;
  }

  /** What readers see when changes show late: the old snapshot, then one that nobody was told, then the new one. */
  seenSnapshot(now: number, delayMs: number): string {
    const latest = this.#changes.at(-1);
    const age = now - (latest?.since ?? 0);
    if (age >= delayMs) return this.snapshot;
    if (age >= delayMs / 2) return this.#snapshotOf(this.#revision, ':on-its-way');
    return this.#snapshotOf(this.#settled(now, delayMs)?.revision ?? this.#revision);
  }

  /** How many items readers see in a list of playlists when changes show late. */
  seenTotal(now: number, delayMs: number): number {
    return delayMs > 0 ? (this.#settled(now, delayMs)?.total ?? this.items.length) : this.items.length;
  }

  /** Whether a snapshot was ever a state of this playlist. */
  knows(snapshot: string): boolean {
    const revision = Number(Buffer.from(snapshot, 'base64').toString().split(',')[0]);
    return revision >= 1 && revision <= this.#revision && this.#snapshotOf(revision) === snapshot;
  }

  /** Whether a user may see and change the items. */
  isOpenTo(user: string | undefined): boolean {
    return user !== undefined && (this.owner === user || this.collaborative);
  }

  /** Everything it knows. */
  capture(): PlaylistState {
    const { id, name, owner, description, collaborative, editorial, cover } = this;
    return {
      ...{ id, name, owner, description, collaborative, editorial, public: this.public, revision: this.#revision },
      items: [...this.items],
      changes: this.#changes,
      cover: cover === undefined ? null : Buffer.from(cover).toString('base64'),
    };
  }

  /** Goes back to what was captured; whose it is never changes. */
  restore(state: PlaylistState): void {
    this.name = state.name;
    this.description = state.description;
    this.public = state.public;
    this.collaborative = state.collaborative;
    this.items = [...state.items];
    this.cover = state.cover === null ? undefined : Buffer.from(state.cover, 'base64');
    this.#revision = state.revision;
    this.#changes = state.changes;
  }

  #change(since: number): PlaylistChange {
    return { since, revision: this.#revision, total: this.items.length };
  }

  #settled(now: number, delayMs: number): PlaylistChange | undefined {
    return this.#changes.findLast(({ since }) => now - since >= delayMs) ?? this.#changes[0];
  }

  #snapshotOf(revision: number, state = ''): string {
    const hash = createHash('sha1').update(`${this.id}:${revision}${state}`).digest('hex');
    return Buffer.from(`${revision},${hash}`).toString('base64');
  }
}
