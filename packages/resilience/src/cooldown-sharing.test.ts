import { getEventListeners } from 'node:events';
import { describe, expect, test } from 'vitest';
import {
  type CooldownOptions,
  type CooldownStore,
  cooldown,
  type PolicyEvent,
  type Run,
  type Silence,
} from './index.js';
import { manualClock } from './testing/index.js';

/** A cooldown that shares with a store of the test, and what it has asked of it. */
function fixture(options: Partial<CooldownOptions> = {}) {
  const clock = manualClock(1_000);
  const known: { silence: Silence; mayProbe: boolean; answers?: Promise<void> } = {
    silence: undefined,
    mayProbe: true,
  };
  const asked: string[] = [];
  /** Of the probes that were claimed. */
  const ids: string[] = [];
  const note = (question: string): void => void asked.push(question);
  const store: CooldownStore = {
    async read() {
      note('read');
      await known.answers;
      return known.silence;
    },
    async prolong(_group, silenceMs) {
      note(`prolong ${silenceMs}`);
      await known.answers;
    },
    async claimProbe(_group, id) {
      note('claim');
      ids.push(id);
      await known.answers;
      return known.mayProbe;
    },
    releaseProbe: async (_group, id) => note(`release ${ids.indexOf(id)}`),
    async clear() {
      note('clear');
      await known.answers;
    },
    describe: () => 'with a test',
  };
  const policy = cooldown({
    ...{ store, clock, refreshMs: 250, maxWaitMs: 60_000, probeTimeoutMs: 30_000, storeTimeoutMs: 1_000 },
    cooldownOf: (error) => Number((error as Error).message),
    ...options,
  });
  const events: PolicyEvent[] = [];
  policy.on((event) => events.push(event));
  const call = () => policy.execute(async () => clock.now() - 1_000, { key: 'search' });
  const refuse = (silenceMs: number) =>
    policy.execute(() => Promise.reject(new Error(`${silenceMs}`)), { key: 'search' }).catch(() => undefined);
  return { clock, policy, known, asked, ids, events, call, refuse };
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

test('lets a caller go at once who leaves while the others are told of a refusal', async () => {
  const { clock, policy, known, asked } = fixture();
  const leaving = new AbortController();
  const refused = policy.execute(() => Promise.reject(new Error('5000')), { key: 'search', signal: leaving.signal });
  const ended = expect(refused).rejects.toThrow('5000');
  await clock.advance(0);
  expect(asked.at(-1)).toBe('prolong 5000');
  await policy.refresh('albums');
  known.answers = new Promise(() => undefined);
  const held = policy.execute(() => Promise.reject(new Error('9000')), { key: 'albums', signal: leaving.signal });
  const left = expect(held).rejects.toThrow();
  await clock.advance(1);
  leaving.abort(new Error('gone'));
  await Promise.all([ended, left]);
});

test('the door has nothing to say to a caller who has left', async () => {
  const { policy, refuse } = fixture();
  await refuse(90_000);
  const work = policy.door.execute(async () => 1, { key: 'search', signal: AbortSignal.abort(new Error('gone')) });
  await expect(work).rejects.toThrow('gone');
});

test('leaves nobody listening to a caller who stays', async () => {
  const { clock, policy, known, refuse } = fixture();
  await refuse(5_000);
  known.silence = 'unproven';
  await clock.advance(5_000);
  const staying = new AbortController();
  for (let times = 0; times < 3; times += 1) {
    await policy.door.execute(async () => 1, { key: 'search', signal: staying.signal });
    await policy.execute(async () => 1, { key: 'search', signal: staying.signal });
    await clock.advance(250);
  }
  expect([getEventListeners(staying.signal, 'abort').length, clock.sleepers]).toEqual([0, 0]);
});

describe('after a silence that others know of', () => {
  /** A process in which the silence is over, and that has heard so. */
  async function unproven(options: Parameters<typeof fixture>[0] = {}) {
    const each = fixture(options);
    await each.refuse(5_000);
    each.known.silence = 'unproven';
    await each.clock.advance(5_000);
    await each.policy.refresh('search');
    let answer = (): void => undefined;
    const storeHangs = (): void => {
      each.known.answers = new Promise((resolve) => {
        answer = resolve;
      });
    };
    const leaving = new AbortController();
    const probing = (run: Run<unknown>) => each.policy.execute(run, { key: 'search', signal: leaving.signal });
    return { ...each, storeHangs, storeAnswers: () => answer(), leaving, probing };
  }

  test('whoever was to find out and leaves while the store is asked gives the right to it back', async () => {
    const { clock, asked, leaving, storeHangs, storeAnswers, probing } = await unproven();
    storeHangs();
    const left = expect(probing(async () => 'value')).rejects.toThrow('gone');
    await clock.advance(1);
    expect(asked.at(-1)).toBe('claim');
    leaving.abort(new Error('gone'));
    await left;
    storeAnswers();
    await clock.advance(1);
    expect(asked.at(-1)).toBe('release 0');
  });

  test('the next one of this process goes ahead at once when the first leaves while the store is asked', async () => {
    const { clock, asked, leaving, storeHangs, storeAnswers, probing, call } = await unproven();
    storeHangs();
    const left = expect(probing(async () => 'value')).rejects.toThrow('gone');
    await clock.advance(1);
    const next = call();
    await clock.advance(1);
    leaving.abort(new Error('gone'));
    await left;
    await clock.advance(1);
    expect(asked.filter((question) => question === 'claim')).toHaveLength(2);
    storeAnswers();
    await clock.advance(0);
    expect(await next).toBe(5_003);
  });

  test('whoever leaves while the call runs gives it back', async () => {
    const { clock, asked, leaving, probing } = await unproven();
    const left = expect(probing(({ signal }) => clock.sleep(1_000, signal))).rejects.toThrow('gone');
    await clock.advance(1);
    leaving.abort(new Error('gone'));
    await left;
    expect(asked.at(-1)).toBe('release 0');
  });

  test('one that hung and leaves late gives back its own right and not that of the next', async () => {
    const { clock, asked, ids, leaving, probing } = await unproven({ probeTimeoutMs: 500 });
    const left = expect(probing(({ signal }) => clock.sleep(60_000, signal))).rejects.toThrow('gone');
    await clock.advance(501);
    const next = probing(({ signal: _signal }) => clock.sleep(10_000));
    await clock.advance(1);
    expect(new Set(ids).size).toBe(2);
    leaving.abort(new Error('gone'));
    await left;
    expect(asked.at(-1)).toBe('release 0');
    const ended = next.catch(() => undefined);
    await clock.advance(10_000);
    await ended;
  });

  test('nobody goes ahead when this process hears, while the store is asked, that it goes on', async () => {
    const { clock, policy, known, refuse, call } = fixture();
    const slow = policy.execute(() => clock.sleep(5_010).then(() => Promise.reject(new Error('7000'))), {
      key: 'search',
    });
    const refused = slow.catch(() => undefined);
    await clock.advance(0);
    await refuse(5_000);
    known.silence = 'unproven';
    await clock.advance(5_000);
    await policy.refresh('search');
    let answer = (): void => undefined;
    known.answers = new Promise((resolve) => {
      answer = resolve;
    });
    const next = call();
    await clock.advance(10);
    expect(policy.endsAt('search')).toBe(13_010);
    answer();
    await clock.advance(10_000);
    await refused;
    expect(await next).toBe(12_010);
  });

  test('the answer waits until the others know that it is over', async () => {
    const { clock, asked, storeHangs, storeAnswers, probing } = await unproven();
    let isAnswered = false;
    const answered = probing(async () => storeHangs()).then(() => {
      isAnswered = true;
    });
    await clock.advance(1);
    expect([asked.at(-1), isAnswered]).toEqual(['clear', false]);
    storeAnswers();
    await answered;
  });
});
