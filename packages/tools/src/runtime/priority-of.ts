import type { LoadContext } from '@tonearm/cache';
import { type CallOptions, type ChangingPriority, priorityNow } from '@tonearm/spotify-client';

/** The priority of what the cache loads: what was begun in the background is a person's from when on one waits for it, wherever it stands in line. */
export function priorityOf(
  { priority }: CallOptions,
  { whenWanted }: Pick<LoadContext, 'whenWanted'>,
): CallOptions['priority'] {
  if (priorityNow(priority) === 'user') return priority;
  let isWanted = false;
  const listeners = new Set<() => void>();
  whenWanted(() => {
    isWanted = true;
    for (const listener of listeners) listener();
  });
  return {
    get current() {
      return isWanted ? 'user' : priorityNow(priority);
    },
    onChange(listener) {
      const stop = typeof priority === 'object' ? priority.onChange(listener) : undefined;
      listeners.add(listener);
      return () => {
        stop?.();
        listeners.delete(listener);
      };
    },
  } satisfies ChangingPriority;
}

/** Whether what was begun in the background is a person's now. */
export function isRaised(asked: CallOptions['priority'], loading: CallOptions['priority']): boolean {
  return loading !== asked && priorityNow(loading) === 'user';
}
