import { type Arbitrary, array, assert, asyncProperty, type Parameters } from 'fast-check';
import { vi } from 'vitest';

// Hundreds of histories take their time on a busy machine, and any number of them when asked for.
vi.setConfig({ testTimeout: 600_000 });

const { TONEARM_MODEL_RUNS = '200', TONEARM_MODEL_SEED = '20260101' } = process.env;

/** The same histories each time; TONEARM_MODEL_RUNS and TONEARM_MODEL_SEED ask for more and for others. */
const parameters: Parameters<unknown> = {
  numRuns: Number(TONEARM_MODEL_RUNS),
  seed: Number(TONEARM_MODEL_SEED),
  endOnFailure: false,
};

/** Lets something and its model live through random histories; what fails is shrunk to the shortest that does. */
export async function liveThrough<Step>(step: Arbitrary<Step>, live: (history: readonly Step[]) => Promise<void>) {
  await assert(asyncProperty(array(step, { minLength: 1, maxLength: 60, size: 'max' }), live), parameters);
}

/** One turn of the event loop: whatever can happen without time passing has happened afterwards. */
export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Somebody who waits, in a model. */
export interface Waiter {
  readonly who: number;
  readonly lane: number;
}

/** Puts somebody behind those of the same or an earlier lane. */
export function joinLine<Each extends Waiter>(line: Each[], waiter: Each): void {
  const behind = line.findIndex(({ lane }) => lane > waiter.lane);
  line.splice(behind === -1 ? line.length : behind, 0, waiter);
}

/** Takes somebody out of a line; whether they were in it. */
export function leaveLine(line: Waiter[], who: number): boolean {
  const place = line.findIndex((waiter) => waiter.who === who);
  if (place !== -1) line.splice(place, 1);
  return place !== -1;
}
