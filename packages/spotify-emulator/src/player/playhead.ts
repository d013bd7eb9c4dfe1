import type { Clock } from '../clock.js';

/** A playhead at one moment, for keeping. */
export interface PlayheadState {
  readonly isPlaying: boolean;
  readonly positionMs: number;
  readonly since: number;
}

/** A position that moves with the clock while it plays. */
export class Playhead {
  #isPlaying = false;
  #positionMs = 0;
  #since: number;
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#since = clock.now();
  }

  get isPlaying(): boolean {
    return this.#isPlaying;
  }

  /** When it was last moved, started or stopped, in milliseconds since 1970. */
  get since(): number {
    return this.#since;
  }

  /** Where it is, or was at another moment since it was last moved. */
  positionMs(at: number = this.#clock.now()): number {
    return this.#isPlaying ? this.#positionMs + at - this.#since : this.#positionMs;
  }

  /** When it comes to the end of something as long as this. */
  endsAt(durationMs: number): number {
    return this.#since + durationMs - this.#positionMs;
  }

  /** Everything it knows. */
  capture(): PlayheadState {
    return { isPlaying: this.#isPlaying, positionMs: this.#positionMs, since: this.#since };
  }

  restore({ isPlaying, positionMs, since }: PlayheadState): void {
    this.#isPlaying = isPlaying;
    this.#positionMs = positionMs;
    this.#since = since;
  }

  moveTo(positionMs: number, at: number = this.#clock.now()): void {
    this.#positionMs = positionMs;
    this.#since = at;
  }

  play(): void {
    this.moveTo(this.positionMs());
    this.#isPlaying = true;
  }

  stop(): void {
    this.moveTo(this.positionMs());
    this.#isPlaying = false;
  }
}
