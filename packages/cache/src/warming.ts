import type { Given } from './ask.js';
import type { Answer, GetOrLoadOptions, TagsOfAny } from './cache.js';
import { longestTimerMs } from './check-options.js';
import { RefreshedElsewhere } from './turns.js';

/** One value that will be asked for, by a question for values of any kind. */
export interface WarmItem extends GetOrLoadOptions<unknown> {
  readonly tags?: TagsOfAny | undefined;
  /** Higher ones first; 0 unless said. */
  readonly priority?: number | undefined;
}

/** What to load, and how much effort it may be. */
export interface WarmOptions {
  readonly items: readonly WarmItem[];
  /** How many at a time; 2 unless said, and never less than one. */
  readonly concurrency?: number | undefined;
  /** No more loads than this, and none begun after so long. */
  readonly budget?: { readonly loads?: number | undefined; readonly timeMs?: number | undefined } | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What became of one item. */
export interface WarmedItem {
  readonly name: string;
  readonly key: string;
}

/** What a warming did. */
export interface WarmReport {
  /** Loaded and stored. */
  readonly stored: readonly WarmedItem[];
  /** There already, fresh. */
  readonly present: readonly WarmedItem[];
  /** What could not be loaded, also where an old value stands in for it. */
  readonly failed: readonly (WarmedItem & { readonly error: unknown })[];
  /** Loaded but not kept: invalidated meanwhile, or not to be stored. */
  readonly notStored: readonly WarmedItem[];
  /** Not begun: cancelled, beyond the budget, or of a user who was forgotten meanwhile. */
  readonly skipped: readonly WarmedItem[];
  readonly durationMs: number;
}

/** A warming under way. */
export interface Warming {
  /** Never rejects. */
  readonly report: Promise<WarmReport>;
  /** Begins no more loads, and stops those that nobody else waits for. */
  cancel(): void;
}

/** What warming works with. */
export interface WarmParts {
  readonly answer: (question: GetOrLoadOptions<unknown>) => Promise<Given<unknown>>;
  readonly isKept: (item: WarmItem) => boolean;
  /** Whether its user was forgotten since the warming began: nothing of theirs is to come back by what was planned before. */
  readonly isForgotten: (item: WarmItem) => boolean;
  readonly now: () => number;
  /** Resolves when nobody waits for a load. */
  readonly quiet: () => Promise<void>;
}

/** Loads in the background: never before the current turn is over, and never while somebody waits for an answer. */
export function warm(parts: WarmParts, { items, concurrency = 2, budget = {}, signal }: WarmOptions): Warming {
  const { answer, isKept, isForgotten, now, quiet } = parts;
  const { loads = Number.POSITIVE_INFINITY, timeMs = Number.POSITIVE_INFINITY } = budget;
  const cancelled = new AbortController();
  const stop = signal === undefined ? cancelled.signal : AbortSignal.any([signal, cancelled.signal]);
  const startedAt = now();
  const queue = [...items].sort((one, other) => (other.priority ?? 0) - (one.priority ?? 0));
  const report = {
    stored: [] as WarmedItem[],
    present: [] as WarmedItem[],
    failed: [] as (WarmedItem & { error: unknown })[],
    notStored: [] as WarmedItem[],
    skipped: [] as WarmedItem[],
  };
  /** Those of which nobody knows yet whether they cost a load. */
  const undecided = new Set<Promise<void>>();
  let begun = 0;

  // Whoever cancels does not wait until everybody else has been answered.
  const cancellation = new Promise<void>((resolve) => {
    if (stop.aborted) resolve();
    else stop.addEventListener('abort', () => resolve(), { once: true });
  });
  let isLate = false;
  // Nor until everybody has been answered when the time is over before.
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeIsUp = new Promise<void>((resolve) => {
    if (timeMs > longestTimerMs) return;
    timer = setTimeout(() => {
      isLate = true;
      resolve();
    }, timeMs).unref();
  });
  const isSpent = (): boolean => begun >= loads;
  const isOver = (): boolean => stop.aborted || isSpent() || isLate || now() - startedAt >= timeMs;

  async function work(): Promise<void> {
    for (;;) {
      await Promise.race([quiet(), cancellation, timeIsUp]);
      // What turns out to be there gives its share of the budget back.
      while (isSpent() && undecided.size > 0) await Promise.race(undecided);
      const item = queue.shift();
      if (item === undefined) return;
      const about = { name: item.name ?? 'unnamed', key: item.key };
      if (isOver()) {
        report.skipped.push(about);
        continue;
      }
      const work = one(item, about);
      undecided.add(work);
      await work;
      undecided.delete(work);
    }
  }

  async function one(item: WarmItem, about: WarmedItem): Promise<void> {
    begun += 1;
    try {
      if (isForgotten(item)) {
        begun -= 1;
        report.skipped.push(about);
        return;
      }
      const from = await loadedFrom(item);
      if (from === 'load') report[isKept(item) ? 'stored' : 'notStored'].push(about);
      else {
        // What was there cost no load.
        begun -= 1;
        report.present.push(about);
      }
    } catch (error) {
      if (stop.aborted) report.skipped.push(about);
      else report.failed.push({ ...about, error });
    }
  }

  /** Where the value is from that is there now. An old one is not what was asked for: what goes on behind it counts. */
  async function loadedFrom(item: WarmItem): Promise<Answer<unknown>['from']> {
    const { from, reason, error, refresh } = await answer({
      ...item,
      isBackground: item.isBackground ?? true,
      signal: stop,
    });
    if (refresh === undefined) {
      if (reason === 'error') throw error;
      return from;
    }
    try {
      await Promise.race([refresh, cancellation]);
      stop.throwIfAborted();
      return (await refresh).from;
    } catch (failure) {
      // Another process is at it.
      if (failure instanceof RefreshedElsewhere) return 'shared';
      throw failure;
    }
  }

  async function run(): Promise<WarmReport> {
    await new Promise((resolve) => setImmediate(resolve));
    await Promise.all(Array.from({ length: Math.max(1, concurrency) }, work));
    // It would hold all that was to be loaded until its time is over.
    clearTimeout(timer);
    return { ...report, durationMs: now() - startedAt };
  }
  return { report: run(), cancel: () => cancelled.abort(new Error('The warming was cancelled')) };
}
