/** What has only so long. */
export interface Waiter {
  timeOver(): void;
  /** Its place among those that wait for a shared timer; undefined while it waits for none. */
  place?: number | undefined;
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
  // Places that serve again, and no Map: each table that a Map outgrew keeps all who were in it, with their answers, until V8 collects its old garbage.
  const waiters: (Waiter | undefined)[] = [];
  const free: number[] = [];
  // For each place how often it had ticked when its waiter started.
  const startedAt: number[] = [];
  let ticks = 0;
  let handle: Handle | undefined;
  const isWaitedFor = (): boolean => free.length < waiters.length;
  const wait = (): Handle =>
    setTimeout(() => {
      ticks += 1;
      waiters.forEach((waiter, place) => {
        // It may have started just before a tick: then that one ended no whole part.
        if (ticks - (startedAt[place] as number) > parts) waiter?.timeOver();
      });
      handle = isWaitedFor() ? wait() : undefined;
    }, timeoutMs / parts) as Handle;
  return {
    timeoutMs,
    start: (waiter) => {
      waiter.place ??= free.pop() ?? waiters.length;
      waiters[waiter.place] = waiter;
      startedAt[waiter.place] = ticks;
      handle ??= wait();
      handle.ref?.();
    },
    stop: (waiter) => {
      if (waiter.place === undefined) return;
      waiters[waiter.place] = undefined;
      free.push(waiter.place);
      waiter.place = undefined;
      if (!isWaitedFor()) handle?.unref?.();
    },
  };
}
