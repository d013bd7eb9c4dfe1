import type { Entry } from './entry.js';
import type { Emitter } from './events.js';
import { type Flight, takeOff } from './flight.js';
import type { Invalidations } from './invalidations.js';
import type { Memory } from './memory.js';
import { type Scope, scopeName } from './scope.js';
import { anyTagName, tagName } from './tags.js';

/** What a load is told. */
export interface LoadContext {
  /** Aborted when nobody waits for the load any more. */
  readonly signal: AbortSignal;
}

/** What is to be loaded, and where it belongs. */
export interface LoadOrder {
  readonly id: string;
  readonly scope: Scope;
  readonly key: string;
  readonly name: string;
  readonly load: (context: LoadContext) => Promise<unknown>;
  readonly tags: readonly string[] | ((value: unknown) => readonly string[]);
}

interface Running {
  readonly flight: Flight;
  readonly scope: string;
  /** What makes the flight one that later callers must not join. */
  readonly watched: readonly string[];
  since: number;
}

/** The loads that are running, at most one that can be joined for each entry. */
export interface Loads {
  /** Waits for the running load unless something it may depend on was invalidated since it began; else for a new one. */
  join(order: LoadOrder, signal: AbortSignal | undefined): Promise<unknown>;
  /** Loads behind the back of whoever was given an old value, unless a load is running already. */
  refresh(order: LoadOrder): void;
  /** Keeps what is running in this scope from being stored and from being joined. */
  disown(scope: string): void;
  abortAll(reason: unknown): void;
}

/** What the loads work with. */
export interface LoadsParts {
  readonly memory: Memory;
  readonly invalidations: Invalidations;
  readonly emit: Emitter['emit'];
  readonly now: () => number;
}

/** Runs loads, shares them, and stores only what was not invalidated while it was loaded. */
export function loads({ memory, invalidations, emit, now }: LoadsParts): Loads {
  const joinable = new Map<string, Running>();
  const all = new Set<Running>();

  function start(order: LoadOrder): Flight {
    const { id, key, name } = order;
    const scope = scopeName(order.scope);
    const about = { scope: order.scope, key, name };
    const loadedAt = now();
    const named = (tags: readonly string[]): string[] => tags.map((tag) => tagName(scope, tag));
    const watched = typeof order.tags === 'function' ? [anyTagName(scope)] : named(order.tags);

    async function run(signal: AbortSignal): Promise<unknown> {
      emit({ type: 'load', ...about });
      try {
        const value = await order.load({ signal });
        const tags = typeof order.tags === 'function' ? named(order.tags(value)) : watched;
        const isStored = store({ value, loadedAt, since: running.since, tags, ...about });
        emit({ type: isStored ? 'store' : 'discard', durationMs: now() - loadedAt, ...about });
        return value;
      } catch (error) {
        const durationMs = now() - loadedAt;
        emit(
          signal.aborted
            ? { type: 'abandon', durationMs, ...about }
            : { type: 'load-error', durationMs, error, ...about },
        );
        throw error;
      } finally {
        all.delete(running);
        close();
      }
    }

    function store(entry: Entry): boolean {
      if (!invalidations.isUntouched(entry.tags, entry.since)) return false;
      // A load that began earlier may end later than one that could not join it, and must not overwrite it.
      const present = memory.peek(id);
      if (present !== undefined && present.since > entry.since) return false;
      memory.set(id, entry);
      return true;
    }

    function close(): void {
      if (joinable.get(id) === running) joinable.delete(id);
    }

    // A load that everybody has left can't be joined, but stays known until it ends: it may still have to be disowned.
    const flight = takeOff((signal) => Promise.resolve(signal).then(run), close);
    const running: Running = { flight, scope, watched, since: invalidations.sequence };
    all.add(running);
    joinable.set(id, running);
    return flight;
  }

  function current({ id }: LoadOrder): Flight | undefined {
    const running = joinable.get(id);
    if (running === undefined || !invalidations.isUntouched(running.watched, running.since)) return undefined;
    return running.flight;
  }

  return {
    join(order, signal) {
      const running = current(order);
      if (running === undefined) return start(order).join(signal);
      emit({ type: 'coalesced', scope: order.scope, key: order.key, name: order.name });
      return running.join(signal);
    },
    refresh(order) {
      (current(order) ?? start(order)).keep();
    },
    disown(scope) {
      for (const running of all) if (running.scope === scope) running.since = -1;
    },
    abortAll(reason) {
      for (const running of all) running.flight.abort(reason);
    },
  };
}
