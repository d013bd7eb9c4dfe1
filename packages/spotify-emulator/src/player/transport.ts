import { Lineup } from './lineup.js';
import { Playhead } from './playhead.js';
import type { PlayerState } from './state.js';
import type { PlayerSurroundings, RepeatState, Start } from './surroundings.js';

const unknownDurationMs = 30_000;

/** A transport at one moment, for keeping. */
type TransportState = Omit<PlayerState, 'touchedAt' | 'history'>;

/** What a transport needs to know. */
type TransportSurroundings = Pick<PlayerSurroundings, 'clock' | 'randomFor' | 'adsAfter' | 'canHear' | 'durationOf'>;

/** Told what is being left, where within it, and when in milliseconds since 1970. */
type Leave = (uri: string, positionMs: number, at: number) => void;

/** Moves from item to item: what plays, where in it, and what follows when it ends. */
export class Transport {
  readonly lineup: Lineup;
  readonly head: Playhead;
  repeat: RepeatState = 'off';
  readonly #around: TransportSurroundings;
  readonly #leave: Leave;
  #item: string | null = null;

  constructor(around: TransportSurroundings, leave: Leave) {
    this.lineup = new Lineup(around);
    this.head = new Playhead(around.clock);
    this.#around = around;
    this.#leave = leave;
  }

  /** The URI that plays or waits. */
  get item(): string | null {
    return this.#item;
  }

  start(start: Start): void {
    this.leave();
    const item = this.lineup.load(start) ?? null;
    // Where to begin was said of what was asked for, and not of what plays in its place.
    const isOther = start.index !== undefined && start.uris[start.index] !== item;
    this.#go(item, isOther ? 0 : start.positionMs);
  }

  /** Goes on to what follows and plays it; at the end of everything, waits at the beginning. */
  follow(at?: number): void {
    const following = this.lineup.next(this.#item);
    if (following !== undefined) {
      this.#go(following, 0, at);
      return;
    }
    this.#go(this.lineup.restart() ?? null, 0, at);
    if (this.repeat === 'off') {
      this.head.stop();
      this.head.moveTo(0, at);
    }
  }

  back(): void {
    this.#go(this.lineup.previous(this.repeat === 'context') ?? this.#item);
  }

  /** Says what is being left. */
  leave(at: number = this.#around.clock.now()): void {
    if (this.#item !== null) this.#leave(this.#item, this.head.positionMs(at), at);
  }

  /** Whether a position lies behind the end of the item. */
  isBehindEnd(positionMs: number): boolean {
    return this.#item !== null && positionMs >= this.#durationOf(this.#item);
  }

  /** Lets everything end and follow that did since anybody looked. */
  catchUp(): void {
    const now = this.#around.clock.now();
    let hasSkipped = false;
    while (this.head.isPlaying && this.#item !== null) {
      if (!hasSkipped && this.lineup.queue.length === 0 && this.#isInRound(this.#item)) {
        this.#skipWholeRounds(this.#item, now);
        hasSkipped = true;
      }
      const endsAt = this.head.endsAt(this.#durationOf(this.#item));
      if (endsAt > now) return;
      this.leave(endsAt);
      if (this.repeat === 'track') this.head.moveTo(0, endsAt);
      else this.follow(endsAt);
    }
  }

  /** Everything it knows. */
  capture(): TransportState {
    return { item: this.#item, repeat: this.repeat, head: this.head.capture(), ...this.lineup.capture() };
  }

  /** Goes back to what was captured. */
  restore(state: TransportState): void {
    this.#item = state.item;
    this.repeat = state.repeat;
    this.head.restore(state.head);
    this.lineup.restore(state);
  }

  #go(item: string | null, positionMs = 0, at?: number): void {
    this.#item = item;
    this.head.moveTo(positionMs, at);
    if (item === null) this.head.stop();
    else if (!this.head.isPlaying) this.head.play();
  }

  /** Whether an item comes again with every round; one that was queued does not. */
  #isInRound(item: string): boolean {
    return this.repeat === 'track' || this.lineup.uris.includes(item);
  }

  /** A context on repeat for a hundred years is only as much work as its last round. */
  #skipWholeRounds(item: string, now: number): void {
    if (this.repeat === 'off') return;
    const uris = this.repeat === 'track' ? [item] : this.lineup.uris;
    const roundMs = uris.reduce((sum, uri) => sum + this.#durationOf(uri), 0);
    const rounds = roundMs > 0 ? Math.floor((now - this.head.since) / roundMs) - 1 : 0;
    if (rounds > 0) this.head.moveTo(this.head.positionMs(this.head.since), this.head.since + rounds * roundMs);
  }

  /** What nobody knows the length of still takes its time, or a list of such things would turn without end. */
  #durationOf(uri: string): number {
    return this.#around.durationOf(uri) ?? unknownDurationMs;
  }
}
