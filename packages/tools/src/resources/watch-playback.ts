import { explainError } from '../explain-error.js';
import { type PlayerState, readState } from '../playback/state.js';
import { wait } from '../playback/wait.js';
import type { ToolContext } from '../tool.js';

const second = 1000;

/** How long until the next look. Something that plays changes soon; something that rests, less and less likely. */
const pauses = {
  playingMs: 15 * second,
  shortestMs: 3 * second,
  /** After the end of an item, so that the next one has begun. */
  afterEndMs: second,
  restingMs: 20 * second,
  longestMs: 120 * second,
};

/** A position may be so far from where it should be before somebody must have jumped: clocks and answers are late. */
const jumpMs = 5 * second;

/** What was seen when. */
interface Look {
  readonly state: PlayerState | undefined;
  readonly at: number;
}

/**
 * Looks at the player again and again, and tells when something is other than before: what plays, where, whether, how loud, or a
 * jump. Ends when the signal aborts; never rejects. It looks when an item should have ended, else every quarter of a minute, and
 * more and more seldom while nothing changes. When Spotify asks for a pause, it waits for at least as long.
 */
export async function watchPlayback(context: ToolContext, changed: () => void): Promise<void> {
  const { now = Date.now, signal } = context;
  let last: Look | undefined;
  let quietLooks = 0;
  while (!signal.aborted) {
    let pauseMs: number;
    try {
      const look = { state: await readState(context), at: now() };
      const isSame = last === undefined || sameState(last, look);
      quietLooks = isSame && look.state?.isPlaying !== true ? quietLooks + 1 : 0;
      if (!isSame) changed();
      last = look;
      pauseMs = pauseAfter(look.state, quietLooks);
    } catch (error) {
      quietLooks += 1;
      const demanded = explainError(error).retryAfterMs ?? 0;
      pauseMs = Math.max(demanded + second, backOff(quietLooks));
    }
    // The only way out: whoever listened has gone.
    await wait(pauseMs, context).catch(() => undefined);
  }
}

function pauseAfter(state: PlayerState | undefined, quietLooks: number): number {
  if (state?.isPlaying !== true) return backOff(quietLooks);
  const left = (state.durationMs ?? Number.POSITIVE_INFINITY) - (state.progressMs ?? 0);
  return Math.max(pauses.shortestMs, Math.min(pauses.playingMs, left + pauses.afterEndMs));
}

function backOff(quietLooks: number): number {
  return Math.min(pauses.longestMs, pauses.restingMs * 2 ** Math.max(0, quietLooks - 1));
}

function sameState(before: Look, after: Look): boolean {
  const [left, right] = [facts(before.state), facts(after.state)];
  if (left !== right) return false;
  if (before.state?.isPlaying !== true) return before.state?.progressMs === after.state?.progressMs;
  const expected = (before.state.progressMs ?? 0) + after.at - before.at;
  return Math.abs((after.state?.progressMs ?? 0) - expected) < jumpMs;
}

function facts(state: PlayerState | undefined): string {
  const { isPlaying, item, playing, context, deviceId, settings } = state ?? {};
  return JSON.stringify([isPlaying, item?.uri, playing, context, deviceId, settings]);
}
