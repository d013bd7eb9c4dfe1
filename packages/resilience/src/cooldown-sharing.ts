import { randomUUID } from 'node:crypto';
import type { Clock } from './clock.js';
import type { Gate, Probe } from './cooldown-gate.js';
import { type CooldownStore, guarded, type Silence } from './cooldown-store.js';
import type { Emitter } from './events.js';
import { groupOf, type PerKey } from './keyed.js';

/** What this process tells the others, and hears from them. */
export interface SharedSilences {
  /** Brings a gate up to date, if its last news is too old or will be in so many milliseconds. */
  refresh(own: Gate, key: string | undefined, inMs?: number): Promise<void>;
  mayProbe(key: string | undefined, probe: Probe, forMs: number): Promise<boolean>;
  /** Lets another process find out what this probe could not. */
  giveUpProbe(key: string | undefined, probe: Probe): Promise<void>;
  prolong(key: string | undefined, silenceMs: number): Promise<void>;
  clear(key: string | undefined): Promise<void>;
}

interface Sharing {
  readonly store: CooldownStore;
  readonly perKey: PerKey;
  readonly clock: Clock;
  readonly emit: Emitter['emit'];
  readonly refreshMs: number;
  readonly storeTimeoutMs: number;
}

/** Shares silences through a store. */
export function sharedSilences(sharing: Sharing): SharedSilences {
  const { clock, emit, perKey, refreshMs, storeTimeoutMs } = sharing;
  const store = guarded(sharing.store, clock, emit, storeTimeoutMs);
  const self = randomUUID();
  const idOf = ({ number }: Probe): string => `${self}:${number}`;
  // Forgotten together with the gates that are.
  const readAt = new WeakMap<Gate, number>();
  const reading = new Map<string, Promise<Silence | 'unknown'>>();
  const nameOf = (key: string | undefined): string => groupOf(perKey, key) ?? 'all';

  /** One question for all who ask the same at the same time. */
  function read(group: string): Promise<Silence | 'unknown'> {
    const running = reading.get(group);
    if (running !== undefined) return running;
    const begun = store
      .ask<Silence | 'unknown'>((each) => each.read(group), 'unknown')
      .finally(() => reading.delete(group));
    reading.set(group, begun);
    return begun;
  }

  return {
    async refresh(own, key, inMs = 0) {
      const last = readAt.get(own);
      if (last !== undefined && clock.now() - last < refreshMs - inMs) return;
      const silence = await read(nameOf(key));
      const now = clock.now();
      readAt.set(own, now);
      if (silence === 'unknown') return;
      if (typeof silence === 'number') own.prolong(now + silence);
      else if (silence === 'unproven') {
        if (own.endsAt === undefined) own.prolong(now);
      }
      // Nobody knows of a silence any more that has ended here as well: somebody has tried.
      else if (own.endsAt !== undefined && own.endsAt <= now) own.settle(undefined, true);
    },
    mayProbe: (key, probe, forMs) => store.ask((each) => each.claimProbe(nameOf(key), idOf(probe), forMs), true),
    giveUpProbe: (key, probe) => store.ask((each) => each.releaseProbe(nameOf(key), idOf(probe)), undefined),
    prolong: (key, silenceMs) => store.ask((each) => each.prolong(nameOf(key), silenceMs), undefined),
    clear: (key) => store.ask((each) => each.clear(nameOf(key)), undefined),
  };
}
