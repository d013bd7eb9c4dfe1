import type { SharedStore } from '../store.js';

/** What a chaos store does; everything can be changed at any time. */
export interface Chaos {
  /** Every call fails. */
  isDown: boolean;
  /** No call ever answers. */
  hangs: boolean;
  /** From 0 to 1: which part of the calls fails, half of them after they were carried out. */
  failureRate: number;
  /** The lines for changes lose what is said. */
  isDeaf: boolean;
}

/** A store around a store that fails as it is told to. For tests. */
export interface ChaosStore extends SharedStore {
  readonly chaos: Chaos;
  /** How often it was called. */
  readonly calls: number;
}

/** Wraps a store. `random` decides which calls fail, from 0 to below 1. */
export function chaosStore(store: SharedStore, random: () => number = Math.random): ChaosStore {
  const chaos: Chaos = { isDown: false, hangs: false, failureRate: 0, isDeaf: false };
  const { readMany } = store;
  let calls = 0;

  async function call<T>(work: () => Promise<T>): Promise<T> {
    calls += 1;
    if (chaos.hangs) await new Promise(() => undefined);
    const failure = new Error('chaos');
    if (chaos.isDown) throw failure;
    if (random() >= chaos.failureRate) return work();
    if (random() < 0.5) await work();
    throw failure;
  }

  return {
    kind: `chaos ${store.kind}`,
    chaos,
    get calls() {
      return calls;
    },
    position: () => call(() => store.position()),
    read: (id, names) => call(() => store.read(id, names)),
    ...(readMany !== undefined && { readMany: (questions) => call(() => readMany.call(store, questions)) }),
    write: (entry) => call(() => store.write(entry)),
    invalidate: (change, origin) => call(() => store.invalidate(change, origin)),
    erase: (prefix) => call(() => store.erase(prefix)),
    count: (prefix) => call(() => store.count(prefix)),
    renew: (origin) => call(() => store.renew(origin)),
    lock: (id, ttlMs) => call(() => store.lock(id, ttlMs)),
    listen(listener) {
      const subscription = store.listen({
        ...listener,
        heard: (notice) => {
          if (!chaos.isDeaf) listener.heard(notice);
        },
      });
      return { ...subscription, ping: () => call(() => subscription.ping()) };
    },
    reconnect: () => store.reconnect(),
    close: () => store.close(),
  };
}
