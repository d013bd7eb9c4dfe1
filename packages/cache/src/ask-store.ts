import { StoreUnavailableError } from './errors.js';
import type { Emitter } from './events.js';
import type { SharedStore } from './store.js';
import { within } from './time-limit.js';

/** Why a store can't be asked; nothing of it is secret. */
export interface StoreProblem {
  /** What kind of trouble it is, in one of a few words: `refused`, `timeout`, `unknown`. */
  readonly reason: string;
  /** What is wrong, as the end of a sentence. */
  readonly message: string;
  /** What to do about it, if that is known. */
  readonly hint?: string;
}

/** Asks a store, and leaves it alone for a while when it does not answer. */
export interface AskStore {
  /** Undefined while the store is left alone, and when it fails: no caller hears of it otherwise. */
  ask<T>(question: () => Promise<T>, limitMs?: number): Promise<T | undefined>;
  /** Lets the next question pass, whatever became of the last one. */
  wake(): void;
  health(): { readonly isUp: boolean; readonly problem?: StoreProblem };
  /** How many questions failed. */
  errors(): number;
}

const shortestPauseMs = 100;
const longestPauseMs = 1_000;

/** Puts limits around a store: of time, and of how often it is asked while it does not answer. */
export function askStore(store: Pick<SharedStore, 'reconnect'>, timeoutMs: number, emit: Emitter['emit']): AskStore {
  let errors = 0;
  let failures = 0;
  let failedAt = Number.NEGATIVE_INFINITY;
  let retryAt = 0;
  let problem: StoreProblem | undefined;

  function answered<T>(answer: T): T {
    const wasUp = failures === 0;
    failures = 0;
    retryAt = 0;
    problem = undefined;
    if (!wasUp) emit({ type: 'shared-restored' });
    return answer;
  }

  function failed(error: unknown, askedAt: number): undefined {
    errors += 1;
    // What was asked before the last failure tells nothing new: a crowd that fails together has failed once.
    if (askedAt < failedAt) return undefined;
    failures += 1;
    failedAt = performance.now();
    retryAt = failedAt + Math.min(shortestPauseMs * 2 ** (failures - 1), longestPauseMs);
    problem = problemOf(error);
    emit({ type: 'shared-error', failures, ...problem });
    if (failures % 3 === 0) reconnect();
    return undefined;
  }

  function reconnect(): void {
    try {
      store.reconnect();
    } catch {
      // That the store fails is told already, and the next failures try it again.
    }
  }

  return {
    // No async function, which would make a frame for all of its variables, for every value that is looked for and kept.
    ask(question, limitMs = timeoutMs) {
      const askedAt = performance.now();
      if (askedAt < retryAt) return Promise.resolve(undefined);
      // One asks while the others go on without it, so that a store that hangs costs one caller its time and not all.
      if (failures > 0) retryAt = askedAt + Math.min(limitMs, longestPauseMs);
      return within(limitMs, question).then(answered, (error: unknown) => failed(error, askedAt));
    },
    wake() {
      retryAt = 0;
    },
    health: () => ({ isUp: failures === 0, ...(problem && { problem }) }),
    errors: () => errors,
  };
}

/** What an error says of a store. */
export function problemOf(error: unknown): StoreProblem {
  if (!(error instanceof StoreUnavailableError)) {
    return { reason: 'unknown', message: error instanceof Error ? error.message : 'unknown' };
  }
  const { reason, why, hint } = error;
  return { reason, message: why, ...(hint !== undefined && { hint }) };
}
