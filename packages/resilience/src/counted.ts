import type { IBreaker } from 'cockatiel';

/** What cockatiel's CountBreaker knows: the last calls, `null` where there was none yet, and where the next one goes. */
interface Samples {
  readonly samples: readonly (boolean | null)[];
  readonly currentSample: number;
}

/** Whether some data is what a breaker may have counted: a number in a row, slices of time, or samples. */
export function isCounted(state: unknown): boolean {
  return isCount(state) || isSlices(state) || isSamples(state);
}

/** How many failures were counted. */
export function failuresIn(state: unknown): number {
  if (isCount(state)) return state;
  if (isSlices(state)) return state.reduce((sum, [, , failed = 0]) => sum + failed, 0);
  return isSamples(state) ? state.samples.filter((sample) => sample === false).length : 0;
}

/** Lets a breaker go on with what another one has counted; nothing of what was counted in another way can be used. */
export function goOnWith(breaker: IBreaker, counted: unknown): void {
  const own = breaker.state;
  if (isSamples(own)) {
    if (isSamples(counted)) breaker.state = lastOf(counted, own.samples.length);
  } else if (isCount(own) ? isCount(counted) : isSlices(counted)) breaker.state = counted;
}

/** The newest of the samples, in their order, for a breaker that keeps so many. */
function lastOf({ samples, currentSample }: Samples, size: number): unknown {
  const known = [...samples.slice(currentSample), ...samples.slice(0, currentSample)]
    .filter((sample) => sample !== null)
    .slice(-size);
  const failures = known.filter((sample) => !sample).length;
  return {
    samples: [...known, ...new Array<null>(size - known.length).fill(null)],
    currentSample: known.length % size,
    failures,
    successes: known.length - failures,
  };
}

function isCount(state: unknown): state is number {
  return Number.isSafeInteger(state) && Number(state) >= 0;
}

function isSlices(state: unknown): state is readonly (readonly number[])[] {
  return (
    Array.isArray(state) && state.every((slice) => Array.isArray(slice) && slice.length === 3 && slice.every(isAmount))
  );
}

const isAmount = (value: unknown): boolean => Number.isFinite(value) && Number(value) >= 0;

function isSamples(state: unknown): state is Samples {
  if (typeof state !== 'object' || state === null || !('samples' in state && 'currentSample' in state)) return false;
  const { samples, currentSample } = state;
  if (!Array.isArray(samples) || !isCount(currentSample) || currentSample >= samples.length) return false;
  return samples.every((sample) => sample === null || typeof sample === 'boolean');
}
