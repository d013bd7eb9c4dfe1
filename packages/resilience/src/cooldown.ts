import { type Clock, systemClock } from './clock.js';
import { CooldownError } from './errors.js';
import { emitter } from './events.js';
import { contextOf, type ExecuteContext, keyOf, type Policy } from './policy.js';

/** The settings of {@link cooldown}. */
export interface CooldownOptions {
  /** How many milliseconds of silence an error asks for, if it does. */
  readonly cooldownOf: (error: unknown) => number | undefined;
  /** Up to this long a cooldown is waited for; a longer one refuses calls at once. */
  readonly maxWaitMs?: number;
  /** `false` lets one refusal silence the calls of all keys; otherwise those that share its key. */
  readonly perKey?: boolean;
  readonly name?: string;
  readonly clock?: Clock;
}

/** A {@link cooldown} also tells who has to be silent, and until when. */
export interface Cooldown extends Policy {
  /** When the cooldown of a key ends, in milliseconds of the clock; `undefined` when there is none. */
  endsAt(key?: string): number | undefined;
}

/**
 * A gate that one refusal closes for everybody who shares the key: short silences are waited for by all together,
 * long ones reject at once with the instant when they end. The instant is absolute, so later calls wait only the rest.
 */
export function cooldown(options: CooldownOptions): Cooldown {
  const { cooldownOf, maxWaitMs = 5_000, perKey = true, clock = systemClock, name = 'cooldown' } = options;
  const { emit, on } = emitter(name);
  const ends = new Map<string | undefined, number>();
  const groupOf = (key: string | undefined): string | undefined => (perKey ? key : undefined);

  function endsAt(key?: string): number | undefined {
    const group = groupOf(key);
    const end = ends.get(group);
    if (end === undefined || end > clock.now()) return end;
    ends.delete(group);
    return undefined;
  }

  async function pass(context: ExecuteContext): Promise<void> {
    context.signal.throwIfAborted();
    // In a loop, since a call that was already on its way can prolong the cooldown meanwhile.
    for (let end = endsAt(context.key); end !== undefined; end = endsAt(context.key)) {
      const waitMs = end - clock.now();
      if (waitMs > maxWaitMs || (context.deadline !== undefined && end >= context.deadline)) {
        const error = new CooldownError(end, waitMs);
        emit({ type: 'reject', error, waitMs, endsAt: end, ...keyOf(context) });
        throw error;
      }
      emit({ type: 'wait', waitMs, endsAt: end, ...keyOf(context) });
      await clock.sleep(waitMs, context.signal);
    }
  }

  function hear(error: unknown, key: string | undefined): void {
    const silenceMs = cooldownOf(error);
    if (silenceMs === undefined || !(silenceMs > 0)) return;
    const end = Math.max(clock.now() + silenceMs, endsAt(key) ?? 0);
    ends.set(groupOf(key), end);
    emit({ type: 'cooldown', waitMs: silenceMs, endsAt: end, error, ...keyOf({ key }) });
  }

  return {
    name,
    on,
    endsAt,
    async execute(run, call = {}) {
      const context = contextOf(call);
      await pass(context);
      try {
        return await run(context);
      } catch (error) {
        hear(error, call.key);
        throw error;
      }
    },
    describe: () => `${name}: waits up to ${maxWaitMs} ms for a silence that was asked for, rejects at longer ones`,
  };
}
