import type { PolicyEvent } from './policy.js';

/** What a policy says to whom. */
export interface Emitter {
  emit(event: Omit<PolicyEvent, 'policy'>): void;
  on(listener: (event: PolicyEvent) => void): () => void;
}

/** Delivers a policy's events. A listener that throws disturbs neither the call nor the other listeners. */
export function emitter(policy: string): Emitter {
  const listeners = new Set<(event: PolicyEvent) => void>();
  return {
    emit(event) {
      for (const listener of listeners) {
        try {
          listener({ policy, ...event });
        } catch {
          // Whoever counts or logs may fail; the call that is counted may not fail for it.
        }
      }
    },
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
