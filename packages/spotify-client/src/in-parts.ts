import { isSpotifyError, SpotifyError, type SpotifyErrorDetails } from './errors.js';

/** How far a long list came. */
interface PartialFailureDetails extends SpotifyErrorDetails {
  readonly landed: readonly unknown[];
  readonly failed: readonly unknown[];
  readonly rest: readonly unknown[];
  readonly answer: unknown;
}

/** Some parts of a long list were done, and then one failed; the cause says why. */
export class PartialFailureError extends SpotifyError<PartialFailureDetails> {
  override readonly name = 'PartialFailureError';
  override readonly code = 'partial_failure';
  override readonly isRetryable: boolean = isSpotifyError(this.cause) && this.cause.isRetryable;
  /** What was done, in order. */
  declare readonly landed: readonly unknown[];
  /** The part that failed: after a lost connection, it may have been done too. */
  declare readonly failed: readonly unknown[];
  /** What was not sent. */
  declare readonly rest: readonly unknown[];
  /** What Spotify answered to the parts that were done, as one answer. */
  declare readonly answer: unknown;
}

/** A list that takes several calls. */
export interface PartedList {
  /** The row that the caller called. */
  readonly endpoint: string;
  readonly entries: readonly unknown[];
  /** The places in the list that each call is about, counted from 0. */
  readonly parts: readonly (readonly number[])[];
  /** Makes the call for a part; `index` counts the parts. */
  readonly run: (places: readonly number[], index: number) => Promise<unknown>;
  /** Makes one answer of those to the parts. */
  readonly combine: (answers: readonly unknown[]) => unknown;
}

/** Makes the calls one after the other, and one answer; when one fails after others were done, the error tells how far the list came. */
export async function inParts({ endpoint, entries, parts, run, combine }: PartedList): Promise<unknown> {
  const answers: unknown[] = [];
  for (const [index, places] of parts.entries()) {
    try {
      answers.push(await run(places, index));
    } catch (error) {
      const done = new Set(parts.slice(0, index).flat());
      // A part may have been several calls itself, and be half done.
      const half = error instanceof PartialFailureError ? error : undefined;
      if (done.size === 0 && half === undefined) throw error;
      const landed = [...entries.filter((_, place) => done.has(place)), ...(half?.landed ?? [])];
      throw new PartialFailureError(`${landed.length} of ${entries.length} were done, then a call failed.`, {
        endpoint,
        cause: half === undefined ? error : half.cause,
        hint: 'Go on with what failed and with the rest; what landed needs no second call.',
        landed,
        failed: half?.failed ?? places.map((place) => entries[place]),
        rest: [...(half?.rest ?? []), ...entries.filter((_, place) => !done.has(place) && !places.includes(place))],
        answer: combine(half === undefined ? answers : [...answers, half.answer]),
      });
    }
  }
  return combine(answers);
}
