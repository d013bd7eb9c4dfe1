import { checkTimeout } from './check-options.js';

/** What has only so long. */
export interface Waiter {
  timeOver(): void;
}

/** What tells waiters that their time is over. */
export interface Timer {
  readonly timeoutMs: number;
  /** Gives a waiter the whole time from now on, also one that waits already. */
  start(waiter: Waiter): void;
  /** Waits no longer. */
  stop(waiter: Waiter): void;
}

/** A timer for one waiter alone; refuses a time that no timer can wait for. */
export function ownTimer(timeoutMs: number): Timer {
  checkTimeout(timeoutMs);
  let handle: ReturnType<typeof setTimeout> | undefined;
  const stop = (): void => clearTimeout(handle);
  return {
    timeoutMs,
    start: (waiter) => {
      stop();
      handle = setTimeout(() => waiter.timeOver(), timeoutMs);
    },
    stop,
  };
}

/** What some platforms give for a timer, and others do not. */
interface Handle {
  ref?(): void;
  unref?(): void;
}

// A waiter may get so much more than its time: one part of these.
const parts = 30;

/** Where one process serves everybody for long. A Worker at the edge ends the timers of a request with it, so that none may be for several. */
const lasting = /^(Node|Deno|Bun)/;

/** A timer for all calls of a client where there can be one; elsewhere the time, for each a timer of its own. */
export function usualTimerOf(timeoutMs: number): Timer | number {
  const { navigator } = globalThis as { readonly navigator?: { readonly userAgent?: string } };
  return lasting.test(String(navigator?.userAgent)) ? sharedTimer(timeoutMs) : timeoutMs;
}

/**
 * One timer for all that wait equally long, and a little longer than they asked for: setting a timer for each call, and clearing it, costs Node
 * more than the checks of all parameters. Like any timer, it keeps a process alive while somebody waits, and only then.
 */
export function sharedTimer(timeoutMs: number): Timer {
  // In the order in which they started, each with the number of the last tick before.
  const waiters = new Map<Waiter, number>();
  let ticks = 0;
  let handle: Handle | undefined;
  const wait = (): void => {
    handle = setTimeout(onTick, timeoutMs / parts) as Handle;
  };
  const onTick = (): void => {
    ticks += 1;
    for (const [waiter, startedAt] of waiters) {
      // It may have started just before a tick: then that one ended no whole part.
      if (ticks - startedAt <= parts) break;
      waiter.timeOver();
    }
    handle = undefined;
    if (waiters.size > 0) wait();
  };
  return {
    timeoutMs,
    start: (waiter) => {
      waiters.delete(waiter);
      waiters.set(waiter, ticks);
      if (handle === undefined) wait();
      else if (waiters.size === 1) handle.ref?.();
    },
    stop: (waiter) => {
      waiters.delete(waiter);
      if (waiters.size === 0) handle?.unref?.();
    },
  };
}
