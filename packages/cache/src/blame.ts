import type { Asker, GetOrLoadOptions } from './cache.js';
import { checkRemembered } from './check-options.js';
import type { CacheEvent, Emitter, EntryEvent } from './events.js';

type Callback = Extract<CacheEvent, { readonly type: 'callback-error' }>['callback'];

/** What those who asked say of the failure of a load. */
export interface Blame {
  /** Whether it lies with whoever asked. */
  isMeant(asker: Asker | undefined, error: unknown, about: EntryEvent): boolean;
  /** For how long it is remembered; undefined when it is no judgement of the origin. */
  rememberMs(
    failureForMs: GetOrLoadOptions<unknown>['failureForMs'],
    error: unknown,
    about: EntryEvent,
  ): number | undefined;
}

/** Asks them. Who throws, or gives what can't be, has said nothing: the error that counts is that of the load, and theirs is told by an event. */
export function blaming(emit: Emitter['emit']): Blame {
  function said<T>(callback: Callback, { name, scope, key }: EntryEvent, say: () => T): T | undefined {
    try {
      return say();
    } catch (error) {
      emit({ type: 'callback-error', callback, error, name, scope, key });
      return undefined;
    }
  }

  return {
    isMeant: (asker, error, about) =>
      asker !== undefined && said('asker.isMeant', about, () => asker.isMeant(error)) === true,
    rememberMs(failureForMs, error, about) {
      if (failureForMs === undefined) return undefined;
      return said('failureForMs', about, () => {
        const forMs = failureForMs(error);
        checkRemembered(forMs);
        return forMs;
      });
    },
  };
}
