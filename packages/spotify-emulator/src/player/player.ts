import { isAdvertisement } from './advertisements.js';
import type { Device } from './device.js';
import { History, type Played } from './history.js';
import { Lineup } from './lineup.js';
import { Playhead } from './playhead.js';
import type { PlayerState } from './state.js';
import type { PlayerSurroundings, RepeatState, Start } from './surroundings.js';
import { Wakefulness } from './wakefulness.js';

const unknownDurationMs = 30_000;

/**
 * One user's player. Nothing runs in the background: whoever looks first makes it catch up with the clock,
 * so a test moves hours in no time.
 */
export class Player {
  readonly #history = new History();
  readonly #around: PlayerSurroundings;
  readonly #lineup: Lineup;
  readonly #head: Playhead;
  #item: string | null = null;
  #repeat: RepeatState = 'off';
  readonly #wakefulness: Wakefulness;

  constructor(around: PlayerSurroundings) {
    this.#around = around;
    this.#lineup = new Lineup(around);
    this.#head = new Playhead(around.clock);
    this.#wakefulness = new Wakefulness(around.clock, around.idleAfterMs, this.#activeDevice());
  }

  /** The active device, if there is one: it falls asleep when nothing has played on it for a while. */
  get device(): Device | undefined {
    this.#catchUp();
    return this.#wakefulness.awake(this.#activeDevice(), this.#head.isPlaying, this.#head.since);
  }

  /** URIs that come before the rest of the context. */
  get queue(): string[] {
    return this.#lineup.queue;
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
    this.#catchUp();
    return this.#item;
  }

  get is_playing(): boolean {
    this.#catchUp();
    return this.#head.isPlaying;
  }

  get position_ms(): number {
    this.#catchUp();
    return this.#head.positionMs();
  }

  /** The URI of what the item is played from; null for a mere list. */
  get context(): string | null {
    return this.#lineup.context;
  }

  /** When the state last changed, in milliseconds since 1970. */
  get timestamp(): number {
    this.#catchUp();
    return this.#head.since;
  }

  get repeat_state(): RepeatState {
    return this.#repeat;
  }

  set repeat_state(state: RepeatState) {
    this.#catchUp();
    this.#repeat = state;
  }

  get shuffle_state(): boolean {
    return this.#lineup.isShuffled;
  }

  set shuffle_state(state: boolean) {
    this.#catchUp();
    this.#lineup.isShuffled = state;
  }

  /** What comes after the present item: the queue, then the rest of the context. */
  upcoming(maximum: number): readonly string[] {
    this.#catchUp();
    return this.#lineup.ahead(maximum, this.#repeat === 'context');
  }

  /** What was played lately, newest first. */
  recent(): readonly Played[] {
    this.#catchUp();
    return this.#history.list();
  }

  start(start: Start): void {
    this.#catchUp();
    this.#remember();
    this.#go(this.#lineup.load(start) ?? null, start.positionMs);
  }

  resume(): void {
    this.#catchUp();
    if (this.#item !== null) this.#head.play();
  }

  pause(): void {
    this.#catchUp();
    this.#head.stop();
    if (this.#item !== null) this.#around.left(this.#item, this.#head.positionMs());
  }

  /** Jumps within the item; past its end means the next one. */
  seek(positionMs: number): void {
    const { item } = this;
    if (item !== null && positionMs >= this.#durationOf(item)) this.next();
    else this.#head.moveTo(positionMs);
  }

  /** Goes to the next item and plays it, also when the player was paused. */
  next(): void {
    this.#catchUp();
    this.#remember();
    this.#follow();
  }

  previous(): void {
    this.#catchUp();
    this.#remember();
    this.#go(this.#lineup.previous(this.#repeat === 'context') ?? this.#item);
  }

  /** Everything it knows. */
  capture(): PlayerState {
    return {
      item: this.#item,
      repeat: this.#repeat,
      touchedAt: this.#wakefulness.touchedAt,
      history: this.#history.list(),
      head: this.#head.capture(),
      ...this.#lineup.capture(),
    };
  }

  /** Goes back to what was captured. */
  restore(state: PlayerState): void {
    this.#item = state.item;
    this.#repeat = state.repeat;
    this.#wakefulness.restore(state.touchedAt, this.#activeDevice());
    this.#history.restore(state.history);
    this.#head.restore(state.head);
    this.#lineup.restore(state);
  }

  /** Makes one device the active one. */
  activate(device: Device): void {
    this.#catchUp();
    for (const other of this.#around.devices) other.is_active = other === device;
    this.touch();
  }

  /** What nobody knows the length of still takes its time, or a list of such things would turn without end. */
  #durationOf(uri: string): number {
    return this.#around.durationOf(uri) ?? unknownDurationMs;
  }

  #activeDevice(): Device | undefined {
    return this.#around.devices.find((device) => device.is_active);
  }

  #go(item: string | null, positionMs = 0, at?: number): void {
    this.#item = item;
    this.#head.moveTo(positionMs, at);
    if (item === null) this.#head.stop();
    else if (!this.#head.isPlaying) this.#head.play();
  }

  /** Writes into the history what is being left. */
  #remember(at: number = this.#around.clock.now()): void {
    if (this.#item === null) return;
    this.#around.left(this.#item, this.#head.positionMs(at));
    if (this.#activeDevice()?.is_private_session) return;
    this.#history.record({
      uri: this.#item,
      context: this.context,
      playedAt: at,
      positionMs: this.#head.positionMs(at),
    });
  }

  /** Goes on to what follows; at the end of everything, waits at the beginning. */
  #follow(at?: number): void {
    const following = this.#lineup.next(this.#item);
    if (following !== undefined) {
      this.#go(following, 0, at);
      return;
    }
    this.#go(this.#lineup.restart() ?? null, 0, at);
    if (this.#repeat === 'off') {
      this.#head.stop();
      this.#head.moveTo(0, at);
    }
  }

  #catchUp(): void {
    if (!this.#head.isPlaying) return;
    if (!this.#activeDevice()) {
      this.#head.stop();
      return;
    }
    const now = this.#around.clock.now();
    let hasSkipped = false;
    while (this.#head.isPlaying && this.#item !== null) {
      if (!hasSkipped && this.queue.length === 0) {
        this.#skipWholeRounds(this.#item, now);
        hasSkipped = true;
      }
      const endsAt = this.#head.endsAt(this.#durationOf(this.#item));
      if (endsAt > now) return;
      this.#remember(endsAt);
      if (this.#repeat === 'track') this.#head.moveTo(0, endsAt);
      else this.#follow(endsAt);
    }
  }

  /** A context on repeat for a hundred years is only as much work as its last round. */
  #skipWholeRounds(item: string, now: number): void {
    if (this.#repeat === 'off') return;
    const uris = this.#repeat === 'track' ? [item] : this.#lineup.uris;
    const roundMs = uris.reduce((sum, uri) => sum + this.#durationOf(uri), 0);
    const rounds = roundMs > 0 ? Math.floor((now - this.#head.since) / roundMs) - 1 : 0;
    if (rounds > 0) this.#head.moveTo(this.#head.positionMs(this.#head.since), this.#head.since + rounds * roundMs);
  }
}
