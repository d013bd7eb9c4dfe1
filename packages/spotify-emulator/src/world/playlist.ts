import { createHash } from 'node:crypto';

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
  readonly #snapshots = new Set<string>();

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
    this.#snapshots.add(this.snapshot);
  }

  /** The name of the present state. */
  get snapshot(): string {
    const hash = createHash('sha1').update(`${this.id}:${this.#revision}`).digest('hex');
    return Buffer.from(`${this.#revision},${hash}`).toString('base64');
  }

  /** How many times it has changed. */
  get revision(): number {
    return this.#revision;
  }

  /** Marks a change and answers the new snapshot. */
  changed(): string {
    this.#revision += 1;
    this.#snapshots.add(this.snapshot);
    return this.snapshot;
  }

  /** Whether a snapshot was ever a state of this playlist. */
  knows(snapshot: string): boolean {
    return this.#snapshots.has(snapshot);
  }

  /** Whether a user may see and change the items. */
  isOpenTo(user: string | undefined): boolean {
    return user !== undefined && (this.owner === user || this.collaborative);
  }
}
