import type { Clock } from '../clock.js';
import type { Random } from '../world/random.js';
import type { Device } from './device.js';
import { History, type Played } from './history.js';
import { Sequence } from './sequence.js';

/** Whether a player begins again, and with what. */
export type RepeatState = 'off' | 'track' | 'context';

/** What a player needs from the world around it. */
export interface PlayerSurroundings {
  readonly clock: Clock;
  readonly devices: readonly Device[];
  /** Decides the shuffled order. */
  readonly random: Random;
  /** How long a playable thing lasts; undefined when there is no such thing. */
  durationOf(uri: string): number | undefined;
}

/** What to start with. */
export interface Start {
  readonly uris: readonly string[];
  readonly context?: string;
  readonly index?: number;
  readonly positionMs?: number;
}

/**
 * One user's player. Nothing runs in the background: whoever looks first makes it catch up with the clock,
 * so a test moves hours in no time.
 */
export class Player {
  /** URIs that come before the rest of the context. */
  readonly queue: string[] = [];
  readonly #history = new History();
  readonly #around: PlayerSurroundings;
  readonly #sequence: Sequence;
  #item: string | null = null;
  #playing = false;
  #positionMs = 0;
  #positionAt = 0;
  #repeat: RepeatState = 'off';

  constructor(around: PlayerSurroundings) {
    this.#around = around;
    this.#sequence = new Sequence(around.random);
  }

  /** The active device, if there is one. */
  get device(): Device | undefined {
    return this.#around.devices.find((device) => device.is_active);
  }

  /** The URI that plays or waits. */
  get item(): string | null {
    this.#catchUp();
    return this.#item;
  }

  get is_playing(): boolean {
    this.#catchUp();
    return this.#playing;
  }

  get position_ms(): number {
    this.#catchUp();
    return this.#playing ? this.#positionMs + this.#around.clock.now() - this.#positionAt : this.#positionMs;
  }

  get context(): string | null {
    return this.#sequence.context ?? null;
  }

  /** When the state last changed, in milliseconds since 1970. */
  get timestamp(): number {
    return this.#positionAt;
  }

  get repeat_state(): RepeatState {
    return this.#repeat;
  }

  set repeat_state(state: RepeatState) {
    this.#catchUp();
    this.#repeat = state;
  }

  get shuffle_state(): boolean {
    return this.#sequence.shuffled;
  }

  set shuffle_state(state: boolean) {
    this.#catchUp();
    this.#sequence.shuffled = state;
  }

  /** What comes after the present item: the queue, then the rest of the context. */
  upcoming(maximum: number): readonly string[] {
    this.#catchUp();
    const rest = this.#sequence.ahead(maximum, this.#repeat === 'context');
    return [...this.queue, ...rest].slice(0, maximum);
  }

  /** What was played lately, newest first. */
  recent(): readonly Played[] {
    this.#catchUp();
    return this.#history.list();
  }

  start({ uris, context, index, positionMs = 0 }: Start): void {
    this.#catchUp();
    this.#leave();
    this.#item = this.#sequence.load(uris, context, index) ?? null;
    this.#moveTo(positionMs);
    this.#playing = this.#item !== null;
  }

  resume(): void {
    this.#moveTo(this.position_ms);
    this.#playing = this.#item !== null;
  }

  pause(): void {
    this.#moveTo(this.position_ms);
    this.#playing = false;
  }

  /** Jumps within the item; past its end means the next one. */
  seek(positionMs: number): void {
    const durationMs = this.#item === null ? undefined : this.#around.durationOf(this.#item);
    if (durationMs !== undefined && positionMs >= durationMs) this.next();
    else this.#moveTo(positionMs);
  }

  /** Goes to the next item and plays it, also when the player was paused. */
  next(): void {
    this.#catchUp();
    this.#leave();
    this.#playing = true;
    this.#follow();
    this.#moveTo(0);
  }

  previous(): void {
    this.#catchUp();
    this.#leave();
    this.#item = this.#sequence.previous(this.#repeat === 'context') ?? this.#item;
    this.#playing = this.#item !== null;
    this.#moveTo(0);
  }

  /** Makes one device the active one. */
  activate(device: Device): void {
    this.#catchUp();
    for (const other of this.#around.devices) other.is_active = other === device;
  }

  #moveTo(positionMs: number): void {
    this.#positionMs = positionMs;
    this.#positionAt = this.#around.clock.now();
  }

  /** Remembers in the history what is being left. */
  #leave(at: number = this.#around.clock.now()): void {
    if (this.#item === null) return;
    const positionMs = this.#playing ? this.#positionMs + at - this.#positionAt : this.#positionMs;
    this.#history.record({ uri: this.#item, context: this.context, playedAt: at, positionMs });
  }

  /** Goes on to what follows; at the end of everything, waits at the beginning. */
  #follow(): void {
    const queued = this.queue.shift();
    if (queued !== undefined) {
      this.#item = queued;
      return;
    }
    const following = this.#sequence.next();
    if (following !== undefined) {
      this.#item = following;
      return;
    }
    this.#item = this.#sequence.restart() ?? null;
    if (this.#repeat === 'off' || this.#item === null) this.#playing = false;
  }

  #catchUp(): void {
    if (!this.#playing) return;
    const now = this.#around.clock.now();
    if (this.device === undefined) {
      this.#playing = false;
      return;
    }
    this.#skipWholeRounds(now);
    while (this.#playing && this.#item !== null) {
      const durationMs = this.#around.durationOf(this.#item) ?? 0;
      const endsAt = this.#positionAt + durationMs - this.#positionMs;
      if (endsAt > now) return;
      this.#leave(endsAt);
      if (this.#repeat !== 'track') this.#follow();
      this.#positionMs = 0;
      this.#positionAt = endsAt;
    }
  }

  /** A context on repeat for a hundred years is only as much work as its last round. */
  #skipWholeRounds(now: number): void {
    if (this.#repeat === 'off' || this.queue.length > 0 || this.#item === null) return;
    const uris = this.#repeat === 'track' ? [this.#item] : this.#sequence.uris;
    const roundMs = uris.reduce((sum, uri) => sum + (this.#around.durationOf(uri) ?? 0), 0);
    const rounds = roundMs > 0 ? Math.floor((now - this.#positionAt) / roundMs) - 1 : 0;
    if (rounds > 0) this.#positionAt += rounds * roundMs;
  }
}
