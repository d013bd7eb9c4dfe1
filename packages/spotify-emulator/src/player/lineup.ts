import { Advertisements, advertisement } from './advertisements.js';
import { Sequence, type SequenceState } from './sequence.js';
import type { PlayerSurroundings, Start } from './surroundings.js';

/** A line-up at one moment, for keeping. */
export interface LineupState {
  /** How many tracks were heard since the last advertisement. */
  readonly heard: number;
  readonly queue: readonly string[];
  readonly sequence: SequenceState;
}

/** What comes next: an advertisement if one is due, then the queue, then the rest of the context. */
export class Lineup {
  /** URIs that come before the rest of the context. */
  readonly queue: string[] = [];
  readonly #sequence: Sequence;
  readonly #ads: Advertisements;
  readonly #canHear: (uri: string) => boolean;

  constructor(around: Pick<PlayerSurroundings, 'randomFor' | 'adsAfter' | 'canHear'>) {
    this.#sequence = new Sequence(around);
    this.#canHear = around.canHear;
    this.#ads = new Advertisements(() => around.adsAfter());
  }

  /** The URI of what is played from; null for a mere list. */
  get context(): string | null {
    return this.#sequence.context ?? null;
  }

  /** All URIs of the context or the list that can be heard. */
  get uris(): readonly string[] {
    return this.#sequence.uris.filter(this.#canHear);
  }

  get isShuffled(): boolean {
    return this.#sequence.shuffled;
  }

  set isShuffled(shuffled: boolean) {
    this.#sequence.shuffled = shuffled;
  }

  /** Takes another context or list and answers what to begin with; the queue stays. */
  load({ uris, context, index }: Start): string | undefined {
    return this.#sequence.load(uris, context, index);
  }

  /** Goes on to what follows an item; undefined at the end of everything. */
  next(item: string | null): string | undefined {
    if (this.#ads.isDueAfter(item)) return advertisement;
    for (let queued = this.queue.shift(); queued !== undefined; queued = this.queue.shift()) {
      if (this.#canHear(queued)) return queued;
    }
    return this.#sequence.next();
  }

  previous(wraps: boolean): string | undefined {
    return this.#sequence.previous(wraps);
  }

  hasPrevious(wraps: boolean): boolean {
    return this.#sequence.hasPrevious(wraps);
  }

  /** Goes back to the beginning of the context. */
  restart(): string | undefined {
    return this.#sequence.restart();
  }

  /** What follows, without moving. Advertisements are not told beforehand. */
  ahead(maximum: number, wraps: boolean): readonly string[] {
    return [...this.queue.filter(this.#canHear), ...this.#sequence.ahead(maximum, wraps)].slice(0, maximum);
  }

  /** Everything it knows. */
  capture(): LineupState {
    return { heard: this.#ads.heard, queue: [...this.queue], sequence: this.#sequence.capture() };
  }

  restore({ heard, queue, sequence }: LineupState): void {
    this.#ads.heard = heard;
    this.queue.splice(0, this.queue.length, ...queue);
    this.#sequence.restore(sequence);
  }
}
