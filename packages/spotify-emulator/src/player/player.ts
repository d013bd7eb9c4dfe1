import { isAdvertisement } from './advertisements.js';
import type { Device } from './device.js';
import { History, type Played } from './history.js';
import type { PlayerState } from './state.js';
import type { PlayerSurroundings, RepeatState, Start } from './surroundings.js';
import { Transport } from './transport.js';
import { Wakefulness } from './wakefulness.js';

/**
 * One user's player. Nothing runs in the background: whoever looks first makes it catch up with the clock,
 * so a test moves hours in no time.
 */
export class Player {
  readonly #history = new History();
  readonly #around: PlayerSurroundings;
  readonly #transport: Transport;
  readonly #wakefulness: Wakefulness;

  constructor(around: PlayerSurroundings) {
    this.#around = around;
    this.#transport = new Transport(around, (uri, positionMs, at) => this.#remember(uri, positionMs, at));
    this.#wakefulness = new Wakefulness(around.clock, around.idleAfterMs, this.#activeDevice());
  }

  /** The active device, if there is one: it falls asleep when nothing has played on it for a while. */
  get device(): Device | undefined {
    const { head } = this.#caughtUp();
    return this.#wakefulness.awake(this.#activeDevice(), head.isPlaying, head.since);
  }

  /** URIs that come before the rest of the context. */
  get queue(): string[] {
    return this.#transport.lineup.queue;
  }

  /** Whether what plays is an advertisement. */
  get isAd(): boolean {
    return isAdvertisement(this.item);
  }

  /** Keeps the device awake. */
  touch(): void {
    this.#wakefulness.touch();
  }

  /** The URI that plays or waits. */
  get item(): string | null {
    return this.#caughtUp().item;
  }

  get is_playing(): boolean {
    return this.#caughtUp().head.isPlaying;
  }

  get position_ms(): number {
    return this.#caughtUp().head.positionMs();
  }

  /** The URI of what the item is played from; null for a mere list. */
  get context(): string | null {
    return this.#transport.lineup.context;
  }

  /** When the state last changed, in milliseconds since 1970. */
  get timestamp(): number {
    return this.#caughtUp().head.since;
  }

  get repeat_state(): RepeatState {
    return this.#transport.repeat;
  }

  set repeat_state(state: RepeatState) {
    this.#caughtUp().repeat = state;
  }

  get shuffle_state(): boolean {
    return this.#transport.lineup.isShuffled;
  }

  set shuffle_state(state: boolean) {
    this.#caughtUp().lineup.isShuffled = state;
  }

  /** What comes after the present item: the queue, then the rest of the context. */
  upcoming(maximum: number): readonly string[] {
    const { lineup, repeat } = this.#caughtUp();
    return lineup.ahead(maximum, repeat === 'context');
  }

  /** Whether something comes before the present item. */
  get hasPrevious(): boolean {
    const { lineup, repeat } = this.#caughtUp();
    return lineup.hasPrevious(repeat === 'context');
  }

  /** What was played lately, newest first. */
  recent(): readonly Played[] {
    this.#caughtUp();
    return this.#history.list();
  }

  start(start: Start): void {
    this.#caughtUp().start(start);
  }

  resume(): void {
    const { item, head } = this.#caughtUp();
    if (item !== null) head.play();
  }

  pause(): void {
    const { item, head } = this.#caughtUp();
    head.stop();
    if (item !== null) this.#around.left(item, head.positionMs());
  }

  /** Jumps within the item; past its end means the next one. */
  seek(positionMs: number): void {
    const transport = this.#caughtUp();
    if (transport.isBehindEnd(positionMs)) this.next();
    else transport.head.moveTo(positionMs);
  }

  /** Goes to the next item and plays it, also when the player was paused. */
  next(): void {
    const transport = this.#caughtUp();
    transport.leave();
    transport.follow();
  }

  /** Goes to the item before and plays it. */
  previous(): void {
    const transport = this.#caughtUp();
    transport.leave();
    transport.back();
  }

  /** Everything it knows. */
  capture(): PlayerState {
    return {
      ...this.#transport.capture(),
      touchedAt: this.#wakefulness.touchedAt,
      history: this.#history.list(),
    };
  }

  /** Goes back to what was captured. */
  restore(state: PlayerState): void {
    this.#transport.restore(state);
    this.#wakefulness.restore(state.touchedAt, this.#activeDevice());
    this.#history.restore(state.history);
  }

  /** Makes one device the active one. */
  activate(device: Device): void {
    this.#caughtUp();
    for (const other of this.#around.devices) other.is_active = other === device;
    this.touch();
  }

  #activeDevice(): Device | undefined {
    return this.#around.devices.find((device) => device.is_active);
  }

  /** The transport as it is now; where no device is active, nothing plays. */
  #caughtUp(): Transport {
    const { head } = this.#transport;
    if (head.isPlaying && !this.#activeDevice()) head.stop();
    this.#transport.catchUp();
    return this.#transport;
  }

  /** Writes into the history what is being left. */
  #remember(uri: string, positionMs: number, playedAt: number): void {
    this.#around.left(uri, positionMs);
    if (this.#activeDevice()?.is_private_session) return;
    this.#history.record({ uri, context: this.context, playedAt, positionMs });
  }
}
