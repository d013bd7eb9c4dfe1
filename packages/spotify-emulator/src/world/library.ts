/** What a user saved and whom they follow, by URI, each with the moment it was added. */
export class Library extends Set<string> {
  readonly #addedAt = new Map<string, string>();
  readonly #now: () => number;

  constructor(now: () => number) {
    super();
    this.#now = now;
  }

  /** Saves a URI; saving twice changes nothing. */
  override add(uri: string): this {
    if (!this.has(uri)) this.#addedAt.set(uri, new Date(this.#now()).toISOString());
    return super.add(uri);
  }

  /** Saves a URI as if it had been saved at an earlier moment. */
  addAt(uri: string, epochMs: number): this {
    this.#addedAt.set(uri, new Date(epochMs).toISOString());
    return super.add(uri);
  }

  override delete(uri: string): boolean {
    this.#addedAt.delete(uri);
    return super.delete(uri);
  }

  override clear(): void {
    this.#addedAt.clear();
    super.clear();
  }

  /** When a URI was saved, as an ISO date. */
  addedAt(uri: string): string | undefined {
    return this.#addedAt.get(uri);
  }

  /** The URIs of one kind, newest first, as Spotify lists them: by the moment, and of those of one moment the last to come. */
  newest(kind: string): readonly string[] {
    const prefix = `spotify:${kind}:`;
    const dated = [...this]
      .filter((uri) => uri.startsWith(prefix))
      .map((uri) => [uri, this.addedAt(uri) ?? ''] as const);
    return dated
      .reverse()
      .sort(([, one], [, other]) => (one < other ? 1 : one > other ? -1 : 0))
      .map(([uri]) => uri);
  }
}
