import { begin, type CallContext, contextOf } from './call-context.js';
import { systemClock } from './clock.js';
import { type Gate, gate, type Probe } from './cooldown-gate.js';
import { type CooldownOptions, type CooldownSettings, checked } from './cooldown-options.js';
import { type SharedSilences, sharedSilences } from './cooldown-sharing.js';
import { CooldownError, isResilienceError } from './errors.js';
import { emitter } from './events.js';
import { keyed } from './keyed.js';
import type { Policy, Reconfigurable, Run } from './policy.js';
import { untilLeft } from './until-left.js';

/** A {@link cooldown} also tells who has to be silent, and until when. */
export interface Cooldown extends Policy, Reconfigurable<CooldownSettings> {
  /**
   * Refuses at once what the gate would refuse, and waits for nothing. To be put outside of whatever calls wait in, such
   * as a rate limit, while the gate itself stands inside: a call that waited there must not go out into a silence that
   * has begun meanwhile.
   */
  readonly door: Policy;
  /** When the cooldown of a key ends, in milliseconds of the clock; `undefined` when there is none. */
  endsAt(key?: string): number | undefined;
  /** All cooldowns that have not ended. */
  silences(): readonly { readonly key: string | undefined; readonly endsAt: number }[];
  /** Learns what other processes know of a key, without a call: for one that may come up to so many milliseconds later. */
  refresh(key?: string, inMs?: number): Promise<void>;
}

/**
 * A gate that one refusal closes for everybody who shares the key: short silences are waited for by all together,
 * long ones reject at once with the instant when they end. The instant is absolute, so later calls wait only the rest.
 * Afterwards one call goes ahead, and the others follow when it was not refused again.
 */
export function cooldown(options: CooldownOptions): Cooldown {
  const { cooldownOf, perKey = true, clock = systemClock, name = 'cooldown', store } = options;
  let { maxWaitMs, probeTimeoutMs } = checked(options);
  const { emit, on } = emitter(name);
  const gates = keyed<Gate>({ perKey, create: () => gate(clock), isIdle: ({ endsAt }) => endsAt === undefined });
  const { refreshMs = 250, storeTimeoutMs = 100 } = options;
  const shared: SharedSilences | undefined =
    store && sharedSilences({ store, perKey, clock, emit, refreshMs, storeTimeoutMs });

  /** Waits until the gate is open; gives the probe that the caller has to be, if any. */
  async function pass(own: Gate, context: CallContext): Promise<Probe | undefined> {
    const { key } = context;
    let since: number | undefined;
    for (;;) {
      context.signal.throwIfAborted();
      if (shared !== undefined) await untilLeft(shared.refresh(own, key), context.signal);
      const now = clock.now();
      const verdict = own.look(now);
      if (verdict.kind === 'free' || verdict.kind === 'unproven') {
        const probe = verdict.kind === 'free' ? undefined : own.probe(now + probeTimeoutMs);
        if (probe !== undefined && !(await mayProbe(own, probe, context))) {
          // Another process is finding out; ask again when it may have.
          own.probe(clock.now() + refreshMs);
          continue;
        }
        // While the store was asked, somebody may have heard that the silence goes on.
        if (probe !== undefined && own.look(clock.now()).kind === 'silent') continue;
        if (probe !== undefined) emit({ type: 'probe', key });
        if (since !== undefined) emit({ type: 'admit', tookMs: now - since, key });
        return probe;
      }
      const { until } = verdict;
      const refusal = verdict.kind === 'silent' ? refusalOf(until, now, context) : undefined;
      if (refusal !== undefined) throw refusal;
      const waitMs = until - now;
      if (verdict.kind === 'silent') emit({ type: 'wait', waitMs, endsAt: until, key });
      since ??= now;
      await own.wait(context, until);
    }
  }

  /** Whether nobody finds out in another process. */
  async function mayProbe(own: Gate, probe: Probe, { key, signal }: CallContext): Promise<boolean> {
    if (shared === undefined) return true;
    const claimed = shared.mayProbe(key, probe, probeTimeoutMs);
    try {
      return await untilLeft(claimed, signal);
    } catch (error) {
      own.settle(probe, undefined);
      void claimed.then((isOurs) => (isOurs ? shared.giveUpProbe(key, probe) : undefined));
      throw error;
    }
  }

  /** The error for somebody who would have to be silent for too long. */
  function refusalOf(until: number, now: number, { key, deadline }: CallContext): CooldownError | undefined {
    const waitMs = until - now;
    if (waitMs <= maxWaitMs && (deadline === undefined || until < deadline)) return undefined;
    const error = new CooldownError(until, waitMs);
    emit({ type: 'reject', error, waitMs, endsAt: until, key });
    return error;
  }

  /** The same for somebody who comes now, by what this process knows. */
  function refusalNow(own: Gate, context: CallContext): CooldownError | undefined {
    const now = clock.now();
    const verdict = own.look(now);
    return verdict.kind === 'silent' ? refusalOf(verdict.until, now, context) : undefined;
  }

  /** Waits until the other processes know, but keeps nobody who leaves. */
  async function told(news: Promise<void> | undefined, { signal }: CallContext): Promise<void> {
    if (news !== undefined) await untilLeft(news, signal).catch(() => undefined);
  }

  async function hear(error: unknown, context: CallContext): Promise<boolean> {
    const { key } = context;
    const silenceMs = cooldownOf(error);
    if (silenceMs === undefined || !(silenceMs > 0)) return false;
    // Not the gate that the call came through: an idle one may have been forgotten meanwhile.
    const own = gates.of(key);
    const endsAt = Math.max(clock.now() + silenceMs, own.endsAt ?? 0);
    own.prolong(endsAt);
    emit({ type: 'cooldown', waitMs: silenceMs, endsAt, error, key });
    // Before the caller hears of it: a command-line process ends right afterwards, and the next one has to know.
    await told(shared?.prolong(key, silenceMs), context);
    return true;
  }

  async function run<T>(own: Gate, work: Run<T>, context: CallContext, probe: Probe | undefined): Promise<T> {
    try {
      // Whoever leaves while the store is asked must still give the probe back.
      context.signal.throwIfAborted();
      const value = await begin(work, context);
      if (probe !== undefined) {
        own.settle(probe, true);
        await told(shared?.clear(context.key), context);
      }
      return value;
    } catch (error) {
      const wasHeard = await hear(error, context);
      if (probe !== undefined && !wasHeard) {
        // A policy inside that refused, and a caller who left, have not found out.
        const foundOut = !context.signal.aborted && (!isResilienceError(error) || error.code === 'attempt_timeout');
        own.settle(probe, foundOut ? true : undefined);
        if (foundOut) await told(shared?.clear(context.key), context);
        else void shared?.giveUpProbe(context.key, probe);
      }
      throw error;
    }
  }

  const describe = (): string =>
    `${name}: waits up to ${maxWaitMs} ms for a silence that was asked for, rejects at longer ones${store === undefined ? '' : `; shared ${store.describe()}`}`;

  const door: Policy = {
    name,
    // What happens here is told by the gate, which speaks for both.
    on: () => () => undefined,
    async execute(work, call) {
      const context = contextOf(call);
      const own = gates.of(context.key);
      if (shared !== undefined) await untilLeft(shared.refresh(own, context.key), context.signal);
      context.signal.throwIfAborted();
      const refusal = refusalNow(own, context);
      if (refusal !== undefined) throw refusal;
      return begin(work, context);
    },
    describe: () => `${name}: rejects at once when there is a silence longer than ${maxWaitMs} ms`,
  };

  return {
    name,
    on,
    door,
    endsAt: (key) => endOf(gates.peek(key), clock.now()),
    silences() {
      const now = clock.now();
      return [...gates.entries()].flatMap(([key, each]) => {
        const endsAt = endOf(each, now);
        return endsAt === undefined ? [] : [{ key, endsAt }];
      });
    },
    refresh: async (key, inMs) => shared?.refresh(gates.of(key), key, inMs),
    execute(work, call) {
      const context = contextOf(call);
      if (context.signal.aborted) return Promise.reject(context.signal.reason);
      const own = gates.of(context.key);
      // What can be decided at once costs no more than that.
      const refusal = own.endsAt === undefined ? undefined : refusalNow(own, context);
      if (refusal !== undefined) return Promise.reject(refusal);
      if (shared === undefined && own.endsAt === undefined) return run(own, work, context, undefined);
      return pass(own, context).then((probe) => run(own, work, context, probe));
    },
    reconfigure(changes) {
      ({ maxWaitMs, probeTimeoutMs } = checked({ maxWaitMs, probeTimeoutMs, ...changes }));
      emit({ type: 'reconfigure' });
    },
    describe,
  };
}

function endOf(own: Gate | undefined, now: number): number | undefined {
  const end = own?.endsAt;
  return end !== undefined && end > now ? end : undefined;
}
