/** Something that was played. */
export interface Played {
  readonly uri: string;
  readonly context: string | null;
  /** When it was left, in milliseconds since 1970. */
  readonly playedAt: number;
}

const maximumLength = 50;
const shortestPlayMs = 30_000;

/** What was played lately, newest first. Spotify remembers fifty tracks, no podcasts, and nothing that was only touched. */
export class History {
  #entries: Played[] = [];

  record(played: Played & { readonly positionMs: number }): void {
    if (played.positionMs < shortestPlayMs || !played.uri.startsWith('spotify:track:')) return;
    const { uri, context, playedAt } = played;
    this.#entries = [{ uri, context, playedAt }, ...this.#entries].slice(0, maximumLength);
  }

  /** Writes what was played before the beginning, newest first. */
  restore(entries: readonly Played[]): void {
    this.#entries = [...entries];
  }

  list(): readonly Played[] {
    return this.#entries;
  }
}
