import { describe, expect, test } from 'vitest';
import { type CooldownStore, cooldown, type PolicyEvent, type Silence } from './index.js';
import { manualClock } from './testing/index.js';

/** A cooldown that shares with a store of the test, and what it has asked of it. */
function fixture() {
  const clock = manualClock(1_000);
  const known: { silence: Silence; mayProbe: boolean; answers?: Promise<void> } = {
    silence: undefined,
    mayProbe: true,
  };
  const asked: string[] = [];
  const note = (question: string): void => void asked.push(question);
  const store: CooldownStore = {
    async read() {
      note('read');
      await known.answers;
      return known.silence;
    },
    prolong: async (_group, silenceMs) => note(`prolong ${silenceMs}`),
    async claimProbe() {
      note('claim');
      await known.answers;
      return known.mayProbe;
    },
    releaseProbe: async () => note('release'),
    clear: async () => note('clear'),
    describe: () => 'with a test',
  };
  const policy = cooldown({
    ...{ store, clock, refreshMs: 250, maxWaitMs: 60_000, probeTimeoutMs: 30_000, storeTimeoutMs: 1_000 },
    cooldownOf: (error) => Number((error as Error).message),
  });
  const events: PolicyEvent[] = [];
  policy.on((event) => events.push(event));
  const call = () => policy.execute(async () => clock.now() - 1_000, { key: 'search' });
  const refuse = (silenceMs: number) =>
    policy.execute(() => Promise.reject(new Error(`${silenceMs}`)), { key: 'search' }).catch(() => undefined);
  return { clock, policy, known, asked, events, call, refuse };
}

test('asks the store once for a crowd, and not again before its news is old', async () => {
  const { clock, asked, call } = fixture();
  await Promise.all(Array.from({ length: 50 }, call));
  expect(asked).toEqual(['read']);
  await clock.advance(249);
  await call();
  expect(asked).toEqual(['read']);
  await clock.advance(1);
  await call();
  expect(asked).toEqual(['read', 'read']);
});

test('believes its own silence when the store knows of a shorter one, and says when the longer one ends', async () => {
  const { clock, policy, known, events, refuse } = fixture();
  const both = Promise.all([refuse(90_000), refuse(5_000)]);
  await clock.advance(0);
  await both;
  expect(events.filter(({ type }) => type === 'cooldown').map(({ endsAt }) => endsAt)).toEqual([91_000, 91_000]);
  known.silence = 2_000;
  await clock.advance(250);
  await policy.refresh('search');
  expect(policy.endsAt('search')).toBe(91_000);
});

test('while another process finds out, it looks again as soon as there may be news', async () => {
  const { clock, known, asked, call, refuse } = fixture();
  await refuse(5_000);
  known.mayProbe = false;
  known.silence = 'unproven';
  await clock.advance(5_000);
  const answer = call();
  await clock.advance(0);
  expect(asked).toContain('claim');
  // The other one was answered.
  known.silence = undefined;
  await clock.advance(250);
  expect(await answer).toBe(5_250);
});

test.each(['gate', 'door'])('the %s does not begin for a caller who leaves while the store is asked', async (which) => {
  const { policy } = fixture();
  const leaving = new AbortController();
  let isBegun = false;
  const asking = (which === 'gate' ? policy : policy.door).execute(
    async () => {
      isBegun = true;
    },
    { key: 'search', signal: leaving.signal },
  );
  leaving.abort(new Error('gone'));
  await expect(asking).rejects.toThrow('gone');
  expect(isBegun).toBe(false);
});

test.each(['gate', 'door'])('the %s lets a caller go at once who leaves while the store is asked', async (which) => {
  const { clock, policy, known } = fixture();
  known.answers = new Promise(() => undefined);
  const leaving = new AbortController();
  const asking = (which === 'gate' ? policy : policy.door).execute(async () => 'value', { signal: leaving.signal });
  await clock.advance(1);
  leaving.abort(new Error('gone'));
  await expect(asking).rejects.toThrow('gone');
});

describe('whoever was to find out for all processes and left', () => {
  test('while the store was asked gives the right to it back', async () => {
    const { clock, policy, known, asked, refuse } = fixture();
    await refuse(5_000);
    known.silence = 'unproven';
    await clock.advance(5_000);
    await policy.refresh('search');
    let answer = (): void => undefined;
    known.answers = new Promise((resolve) => {
      answer = resolve;
    });
    const leaving = new AbortController();
    const probing = policy.execute(async () => 'value', { key: 'search', signal: leaving.signal });
    await clock.advance(1);
    expect(asked.at(-1)).toBe('claim');
    leaving.abort(new Error('gone'));
    await expect(probing).rejects.toThrow('gone');
    answer();
    await clock.advance(1);
    expect(asked.at(-1)).toBe('release');
  });

  test('while the call ran gives it back', async () => {
    const { clock, policy, known, asked, refuse } = fixture();
    await refuse(5_000);
    known.silence = 'unproven';
    await clock.advance(5_000);
    const leaving = new AbortController();
    const probing = policy.execute(({ signal }) => clock.sleep(1_000, signal), {
      key: 'search',
      signal: leaving.signal,
    });
    await clock.advance(1);
    leaving.abort(new Error('gone'));
    await expect(probing).rejects.toThrow('gone');
    expect(asked.at(-1)).toBe('release');
  });
});
