import type { Clock } from './clock.js';

/** A permit that was fetched and that nobody has used yet. */
export interface Permit {
  /** When it was asked for: it was taken no earlier. */
  readonly askedAt: number;
  /** When it is used no longer. */
  readonly until: number;
}

/** The permits of one key that are at hand, and those who are expected to come for them. */
export interface PermitStock {
  /** Hands one out, if there is one. */
  take(): boolean;
  add(count: number, askedAt: number): void;
  /** Notes that somebody is expected. */
  expect(): void;
  /** Whether somebody is expected for whom there is none, and none on its way. */
  isShort(): boolean;
  /** Notes that somebody who was expected has come, or comes no more. */
  forget(): void;
  /** How many are at hand or on their way for those who are expected. */
  size(): number;
  /** Takes out those that are left when everybody who is expected and `others` have theirs. */
  takeSpare(others: number): readonly Permit[];
  /** Fetches that are under way for those who are expected; none of them rejects. */
  readonly trips: Set<Promise<void>>;
  isIdle(): boolean;
}

/** A stock without permits; each that is put into it is kept for so long. */
export function permitStock(clock: Clock, keptForMs: number): PermitStock {
  const permits: Permit[] = [];
  const trips = new Set<Promise<void>>();
  // Who is who is not asked: whoever takes one is taken for one of those who are expected.
  let expected = 0;
  let served = 0;

  function good(): readonly Permit[] {
    const now = clock.now();
    const first = permits.findIndex(({ until }) => now < until);
    permits.splice(0, first < 0 ? permits.length : first);
    return permits;
  }

  const size = (): number => good().length + trips.size;

  return {
    trips,
    take() {
      if (good().length === 0) return false;
      permits.shift();
      if (expected > 0) {
        expected -= 1;
        served += 1;
      }
      return true;
    },
    add(count, askedAt) {
      const until = clock.now() + keptForMs;
      for (let each = 0; each < count; each += 1) permits.push({ askedAt, until });
    },
    expect() {
      expected += 1;
    },
    size,
    isShort: () => size() < expected,
    forget() {
      if (served > 0) served -= 1;
      else expected -= 1;
    },
    takeSpare: (others) => permits.splice(Math.min(good().length, expected + others)),
    isIdle: () => expected + served + size() === 0,
  };
}
