import type { LoadContext } from '@tonearm/cache';
import type { CallOptions, ChangingPriority } from '@tonearm/spotify-client';

/** The priority of what the cache loads: what was begun in the background is a person's from when on one waits for it, wherever it stands in line. */
export function priorityOf(
  { priority }: CallOptions,
  { whenWanted }: Pick<LoadContext, 'whenWanted'>,
): CallOptions['priority'] {
  if (priority !== 'background') return priority;
  let current: ChangingPriority['current'] = 'background';
  const listeners = new Set<() => void>();
  whenWanted(() => {
    current = 'user';
    for (const listener of listeners) listener();
  });
  return {
    get current() {
      return current;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
