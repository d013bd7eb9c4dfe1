import { expect, test, vi } from 'vitest';
import type { LoadOrder } from './keep.js';
import type { Circumstances } from './load-run.js';
import type { SharedTier } from './shared-tier.js';
import { turns } from './turns.js';

test('a refresh waits for the last of several turns that this process gives back, and not for the first alone', async () => {
  vi.useFakeTimers();
  try {
    const give: ((release: () => Promise<void>) => void)[] = [];
    const lock = vi.fn(() => new Promise<() => Promise<void>>((resolve) => give.push(resolve)));
    const tier: Pick<SharedTier, 'lock' | 'timeoutMs'> = { lock, timeoutMs: 50 };
    const { unlessSoon, take } = turns({
      tier: tier as SharedTier,
      look: async () => ({}),
      behind: () => undefined,
    });
    const order = { id: 'a', flight: 'everywhere' } as LoadOrder;
    const begun = [unlessSoon(order), unlessSoon(order)];
    await vi.advanceTimersByTimeAsync(50);
    for (const { decline } of begun) decline();
    const released: string[] = [];
    give[0]?.(async () => void released.push('first'));
    await vi.advanceTimersByTimeAsync(1);
    const circumstances: Pick<Circumstances, 'order' | 'signal' | 'isRefresh' | 'leave'> = {
      order,
      signal: () => new AbortController().signal,
      isRefresh: true,
      leave: () => true,
    };
    const turn = take(circumstances as Circumstances, undefined);
    await vi.advanceTimersByTimeAsync(1);
    expect(lock).toHaveBeenCalledTimes(2);
    give[1]?.(async () => void released.push('second'));
    await vi.advanceTimersByTimeAsync(1);
    expect(released).toEqual(['first', 'second']);
    expect(lock).toHaveBeenCalledTimes(3);
    give[2]?.(async () => undefined);
    expect(await turn).toMatchObject({ release: expect.any(Function) });
  } finally {
    vi.useRealTimers();
  }
});
