import { describe, expect, test, vi } from 'vitest';
import { callerFor, createCaller } from '../../testing/caller.js';
import type { Delay } from './rule.js';

const statuses = async (get: (path: string) => Promise<{ status: number }>, count: number) => {
  const seen: number[] = [];
  for (let request = 0; request < count; request += 1) seen.push((await get('/me')).status);
  return seen;
};

describe('when a rule strikes', () => {
  test('some requests can go well first', async () => {
    const { emulator, get } = createCaller();
    emulator.faults.add({ status: 500, skip: 2, times: 1 });
    expect(await statuses(get, 4)).toEqual([200, 200, 500, 200]);
  });

  test('chance follows the seed, and begins again after clear', async () => {
    const rule = { status: 503, probability: 0.5 };
    const draw = async (seed: number) => {
      const { emulator, get } = createCaller({ seed, faults: [rule] });
      const first = await statuses(get, 20);
      emulator.faults.clear();
      emulator.faults.add(rule);
      expect(await statuses(get, 20)).toEqual(first);
      return first;
    };
    const [one, again, other] = [await draw(1), await draw(1), await draw(2)];
    expect(one).toEqual(again);
    expect(one).not.toEqual(other);
    expect(new Set(one)).toEqual(new Set([200, 503]));
  });

  test('a rule that lives for a time ends by the clock, and its 429 counts down', async () => {
    const { emulator, get } = createCaller();
    emulator.faults.add({ status: 429, forMs: 4_000 });
    expect((await get('/me')).headers.get('retry-after')).toBe('4');
    emulator.clock.advance(2_500);
    expect((await get('/me')).headers.get('retry-after')).toBe('2');
    emulator.clock.advance(1_500);
    expect((await get('/me')).status).toBe(200);
    expect(emulator.faults.list()).toEqual([]);
  });

  test('only the users that it speaks of', async () => {
    const { emulator, get } = createCaller({ faults: [{ user: 'guest', status: 500 }] });
    expect((await get('/me')).status).toBe(200);
    expect((await callerFor(emulator, { user: 'guest' }).get('/me')).status).toBe(500);
  });

  test('the delays of several rules add up', () => {
    const { faults } = createCaller().emulator;
    for (const delayMs of [30, 12, { minimumMs: 100, maximumMs: 100 }]) faults.add({ delayMs });
    expect(faults.take({ method: 'GET', path: '/v1/me', template: '/me', operation: undefined })?.delayMs).toBe(142);
  });

  test('a delay can be anywhere within bounds, or have a long tail', () => {
    const delaysOf = (delayMs: Delay): readonly number[] => {
      const { faults } = createCaller({ faults: [{ delayMs }] }).emulator;
      const target = { method: 'GET', path: '/v1/me', template: '/me', operation: undefined };
      return Array.from({ length: 1_000 }, () => faults.take(target)?.delayMs ?? 0).sort((one, other) => one - other);
    };
    const within = delaysOf({ minimumMs: 100, maximumMs: 200 });
    expect([within[0], within[499], within[999]].map((delay) => Math.round((delay ?? 0) / 10))).toEqual([10, 15, 20]);
    const tailed = delaysOf({ medianMs: 100, sigma: 1 });
    expect(tailed[499]).toBeGreaterThan(85);
    expect(tailed[499]).toBeLessThan(115);
    // Of a lognormal delay, one in six is more than e times its median, and one in six less than the e-th part.
    expect(tailed.filter((delay) => delay > 100 * Math.E).length / 1_000).toBeCloseTo(0.159, 1);
    expect(tailed.filter((delay) => delay < 100 / Math.E).length / 1_000).toBeCloseTo(0.159, 1);
  });

  test('one rule decides the answer and leaves the times of the others alone', async () => {
    const { get } = createCaller({
      faults: [
        { status: 500, times: 1 },
        { status: 404, times: 1 },
      ],
    });
    expect(await statuses(get, 3)).toEqual([500, 404, 200]);
  });
});

describe('what a rule does to the change that was asked for', () => {
  test.each([
    ['before', false],
    ['after', true],
  ] as const)('a reset %s it: made %s', async (reset, isMade) => {
    const { emulator, post } = createCaller();
    emulator.faults.add({ method: 'POST', reset, times: 1 });
    await expect(post('/me/playlists', { name: 'Ambiguous' })).rejects.toThrow(TypeError);
    const names = emulator.world.user('listener').playlists.map(({ name }) => name);
    expect(names.includes('Ambiguous')).toBe(isMade);
    expect(emulator.journal.entries().at(-1)).toMatchObject({ status: 0, fault: { reset } });
  });

  test('a hang leaves it undone and ends with the patience of the caller', async () => {
    const { emulator } = createCaller();
    const headers = { authorization: `Bearer ${emulator.grant().access_token}` };
    emulator.faults.add({ hang: true, times: 1 });
    const abort = new AbortController();
    const answer = emulator.fetch('/v1/me/player/next', { method: 'POST', headers, signal: abort.signal });
    setImmediate(() => abort.abort(new Error('enough')));
    await expect(answer).rejects.toThrow('enough');
    expect(emulator.journal.entries().at(-1)).toMatchObject({ status: 0, fault: { hang: true } });
  });
});

test('a body can drip, and is whole in the end', async () => {
  const { emulator } = createCaller();
  const headers = { authorization: `Bearer ${emulator.grant().access_token}` };
  emulator.faults.add({ dripMs: 100_000 });
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    const answer = await emulator.fetch('/v1/me', { headers });
    const pieces: Uint8Array[] = [];
    const reading = (async () => {
      for await (const piece of answer.body ?? []) pieces.push(piece);
    })();
    await vi.advanceTimersByTimeAsync(99_999);
    expect(pieces).toHaveLength(9);
    await vi.advanceTimersByTimeAsync(1);
    await reading;
    expect(JSON.parse(Buffer.concat(pieces).toString())).toMatchObject({ id: 'listener' });
  } finally {
    vi.useRealTimers();
  }
});

test.each([
  [{ status: 204 }, 204, ''],
  [{ body: 'wrong-type' }, 200, ['what', 'nobody', 'expects']],
  [{ body: 'token' }, 200, expect.stringMatching(/^[\w-]{27}$/)],
] as const)('%o', async (rule, status, body) => {
  const { get } = createCaller({ faults: [rule] });
  expect(await get('/me')).toMatchObject({ status, body });
});

describe('a request can ask for its own fault', () => {
  test('with a rule in JSON or the name of a preset, and for itself only', async () => {
    const { get } = createCaller();
    const own = async (value: string) => (await get('/me', { 'x-emulator-fault': value })).status;
    expect(await own('{"status":503,"retryAfterSeconds":2}')).toBe(503);
    expect(await own('outage')).toBe(503);
    expect(await own('expired-token')).toBe(401);
    expect((await get('/me')).status).toBe(200);
  });

  test.each(['{"status":', '[]', 'no-such-preset', '{"stauts":500}'])('%s is refused', async (value) => {
    const { status, body } = await createCaller().get('/me', { 'x-emulator-fault': value });
    expect([status, body.error.message]).toEqual([400, expect.stringContaining('fault')]);
  });
});

test.each([
  { stauts: 500 },
  { status: 99 },
  { probability: 2 },
  { times: 0 },
  { delayMs: { minimumMs: 5, maximumMs: 1 } },
  { delayMs: -1 },
  { body: 'odd' },
  { reset: 'now' },
  { pretend: 'rich' },
])('%o makes no sense', (rule) => {
  expect(() => createCaller().emulator.faults.add(rule as never)).toThrow(RangeError);
});

test('what is spoiled has no tag of what it should have been', async () => {
  const { emulator, get } = createCaller();
  const path = `/playlists/${emulator.world.user('listener').playlists.find(({ owner }) => owner === 'listener')?.id}`;
  expect((await get(path)).headers.get('etag')).not.toBeNull();
  emulator.faults.add({ body: 'html' });
  expect((await get(path)).headers.get('etag')).toBeNull();
});
