import type { Clock } from '../clock.js';
import type { Device } from './device.js';

/** Lets a device fall asleep on which nothing has played for a while. */
export class Wakefulness {
  readonly #clock: Clock;
  readonly #idleAfterMs: number;
  #touchedAt: number;
  #seen: Device | undefined;

  constructor(clock: Clock, idleAfterMs: number, active: Device | undefined) {
    this.#clock = clock;
    this.#idleAfterMs = idleAfterMs;
    this.#touchedAt = clock.now();
    this.#seen = active;
  }

  /** When somebody last did something with the device, in milliseconds since 1970. */
  get touchedAt(): number {
    return this.#touchedAt;
  }

  /** Keeps the device awake. */
  touch(): void {
    this.#touchedAt = this.#clock.now();
  }

  /** Goes back to a moment, with the device that is active there. */
  restore(touchedAt: number, active: Device | undefined): void {
    this.#touchedAt = touchedAt;
    this.#seen = active;
  }

  /** The active device if it is awake, else undefined: then it is no longer active. `quietSince` is when playing last changed. */
  awake(device: Device | undefined, isPlaying: boolean, quietSince: number): Device | undefined {
    // A device that somebody else made active is as good as touched.
    if (device !== this.#seen) this.touch();
    this.#seen = device;
    const idleMs = this.#clock.now() - Math.max(this.#touchedAt, quietSince);
    if (!device || isPlaying || idleMs < this.#idleAfterMs) return device;
    device.is_active = false;
    return undefined;
  }
}
