import type { Emitter } from './events.js';
import { type Flight, takeOff } from './flight.js';
import type { Invalidations } from './invalidations.js';
import { type LoadOrder, watchedBy } from './keep.js';
import type { Circumstances, Loaded } from './load-run.js';
import { scopeName } from './scope.js';
import type { Position } from './store.js';

interface Running {
  readonly flight: Flight<Loaded>;
  readonly order: LoadOrder;
  readonly scope: string;
  /** What makes the flight one that later callers must not join. */
  readonly watched: readonly string[];
  since: number;
}

/** How a load is waited for. */
export interface Waiting {
  readonly promise: Promise<Loaded>;
  /** Whether whoever began it allows a value to be as old as this caller does: what is found is judged by that. */
  readonly isJudgedAlike: boolean;
  /** On whose behalf it was begun. */
  readonly asker: LoadOrder['asker'];
  /** Keeps the load going although this caller will be answered without it. */
  keep(): void;
}

/** What somebody who wants a load knows already. */
export interface Known extends Pick<Circumstances, 'position' | 'askedAt' | 'isReload'> {
  /** Set when it was counted already that memory has no answer. */
  readonly isCounted?: boolean;
}

/** The loads that are running, at most one that can be joined for each entry. */
export interface Loads {
  /** Waits for the running load unless something it may depend on was invalidated since it began; else for a new one. */
  join(order: LoadOrder, signal: AbortSignal | undefined, known?: Known): Waiting;
  /** Loads behind the back of whoever was given an old value, unless a load is running already. To look at what it gives is not to wait for it. */
  refresh(order: LoadOrder, position?: Position): Promise<Loaded>;
  /** Keeps what is running in this scope from being stored and from being joined. */
  disown(scope: string): void;
  /** Keeps what is running for this entry from being stored and from being joined: there is something later. */
  supersede(id: string): void;
  abortAll(reason: unknown): void;
  /** How many are running. */
  readonly size: number;
}

/** What the loads work with. */
export interface LoadsParts {
  readonly run: (circumstances: Circumstances) => Promise<Loaded>;
  readonly invalidations: Invalidations;
  readonly emit: Emitter['emit'];
  /** Lets something go on behind the answer. */
  readonly behind: (work: Promise<unknown>) => void;
}

/** Runs loads and shares them. */
export function loads({ run, invalidations, emit, behind }: LoadsParts): Loads {
  const joinable = new Map<string, Running>();
  const all = new Set<Running>();

  function start(order: LoadOrder, known: Known & Pick<Circumstances, 'isRefresh'> = {}): Flight<Loaded> {
    const { id } = order;
    const scope = scopeName(order.scope);
    const watched = watchedBy(order);

    function go(signal: () => AbortSignal): Promise<Loaded> {
      const since = (): number => running.since;
      const begin = (): void => {
        if (running.since >= 0) running.since = invalidations.sequence;
      };
      const abort = (reason: unknown): void => flight.abort(reason);
      return run({ order, since, begin, signal, abort, leave, wanted: flight.wanted, ...known });
    }
    function end(): void {
      all.delete(running);
      close();
    }
    function close(): void {
      if (joinable.get(id) === running) joinable.delete(id);
    }

    function leave(): boolean {
      if (flight.isWaitedFor()) return false;
      close();
      return true;
    }

    // A load that everybody has left can't be joined, but stays known until it ends: it may still have to be disowned.
    const flight = takeOff(go, { abandoned: close, ended: end });
    const running: Running = { flight, order, scope, watched, since: invalidations.sequence };
    all.add(running);
    joinable.set(id, running);
    return flight;
  }

  function current({ id }: LoadOrder): Running | undefined {
    const running = joinable.get(id);
    return running !== undefined && invalidations.isUntouched(running.watched, running.since) ? running : undefined;
  }

  return {
    join(order, signal, known) {
      const running = current(order);
      if (running !== undefined) emit({ type: 'coalesced', scope: order.scope, key: order.key, name: order.name });
      const flight = running?.flight ?? start(order, known);
      const isJudgedAlike =
        running === undefined ||
        (running.order.freshForMs === order.freshForMs && running.order.staleForMs === order.staleForMs);
      const { asker } = running?.order ?? order;
      if (order.isBackground !== true) flight.wanted.happen();
      return { promise: flight.join(signal), isJudgedAlike, asker, keep: flight.keep };
    },
    refresh(order, position) {
      const flight = current(order)?.flight ?? start(order, { isRefresh: true, position });
      flight.keep();
      behind(flight.promise);
      return flight.promise;
    },
    supersede(id) {
      if (all.size === 0) return;
      joinable.delete(id);
      for (const running of all) if (running.order.id === id) running.since = -1;
    },
    disown(scope) {
      for (const running of all) if (running.scope === scope) running.since = -1;
    },
    abortAll(reason) {
      for (const running of all) running.flight.abort(reason);
    },
    get size() {
      return all.size;
    },
  };
}
