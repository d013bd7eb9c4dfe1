import { describe, expect, test } from 'vitest';
import { type Caller, createCaller, first, start } from '../testing/caller.js';
import { createSpotifyEmulator, type EmulatorOptions, type EmulatorSnapshot } from './index.js';

/** A snapshot as a file or a request would bring it. */
function written(snapshot: EmulatorSnapshot): EmulatorSnapshot {
  return JSON.parse(JSON.stringify(snapshot));
}

/** Another emulator where the first one is, asked with the first one's token. */
function restored({ emulator }: Caller, options: EmulatorOptions = {}): (path: string) => Promise<number> {
  const snapshot = written(emulator.snapshot());
  const other = createSpotifyEmulator({ now: () => start, ...options });
  other.restore(snapshot);
  expect(written(other.snapshot())).toEqual(snapshot);
  const headers = { authorization: `Bearer ${snapshot.tokens.access[0]?.value}` };
  return async (path) => (await other.fetch(`/v1${path}`, { headers })).status;
}

async function answers(ask: (path: string) => Promise<number>, count: number, path = '/me'): Promise<number[]> {
  const seen: number[] = [];
  for (let time = 0; time < count; time += 1) seen.push(await ask(path));
  return seen;
}

describe('what decides the answers is in a snapshot', () => {
  test('rules, and how often they have struck', async () => {
    const one = createCaller();
    one.emulator.faults.add({ path: /^\/v1\/me$/i, status: 500, skip: 1, times: 2 });
    const ask = async (path: string) => (await one.get(path)).status;
    expect(await answers(ask, 2)).toEqual([200, 500]);
    const other = restored(one);
    expect(await answers(other, 2)).toEqual([500, 200]);
    expect(await answers(ask, 2)).toEqual([500, 200]);
  });

  test('chance', async () => {
    const one = createCaller({ faults: [{ status: 503, probability: 0.5 }] });
    const ask = async (path: string) => (await one.get(path)).status;
    await answers(ask, 7);
    const other = restored(one);
    const following = await answers(ask, 30);
    expect(new Set(following)).toEqual(new Set([200, 503]));
    expect(await answers(other, 30)).toEqual(following);
  });

  test('when a rule ends, whose devices sleep and which tokens are taken for expired', async () => {
    const one = createCaller({ faults: 'rate-limited' });
    one.emulator.clock.advance(3_000);
    expect(await answers(restored(one), 1)).toEqual([429]);
    one.emulator.clock.advance(1_000);
    expect(await answers(restored(one), 1)).toEqual([200]);
    one.emulator.faults.preset('expired-token');
    expect(await answers(restored(one), 1)).toEqual([401]);
    const sleepy = createCaller({ faults: 'no-device' });
    expect((await sleepy.get('/me/player')).status).toBe(204);
    first(sleepy.emulator.world.user('listener').devices).is_active = true;
    expect(await answers(restored(sleepy), 1, '/me/player')).toEqual([200]);
  });

  test('limits, and what was counted', async () => {
    const one = createCaller({ limits: { window: { requests: 3 }, quotas: { search: 2 } } });
    const ask = async (path: string) => (await one.get(path)).status;
    await answers(ask, 1, '/search?q=a&type=track');
    await answers(ask, 1);
    const other = restored(one);
    const asked = ['/search?q=a&type=track', '/search?q=b&type=track', '/me'];
    const following = async (each: (path: string) => Promise<number>) => {
      const seen: number[] = [];
      for (const path of asked) seen.push(await each(path));
      return seen;
    };
    expect(await following(ask)).toEqual([200, 429, 429]);
    expect(await following(other)).toEqual([200, 429, 429]);
  });

  test('what readers do not see yet of a playlist', async () => {
    const options: EmulatorOptions = { quirks: { snapshotDelayMs: 30_000 } };
    const one = createCaller(options);
    const { id } = first(one.emulator.world.user('listener').playlists);
    await one.put(`/playlists/${id}`, { name: 'Changed' });
    const told = (await one.get(`/playlists/${id}`)).body.snapshot_id;
    const other = createSpotifyEmulator({ now: () => start, ...options });
    other.restore(written(one.emulator.snapshot()));
    const headers = { authorization: `Bearer ${other.grant().access_token}` };
    const answer = await other.fetch(`/v1/playlists/${id}`, { headers });
    expect(await answer.json()).toMatchObject({ name: 'Changed', snapshot_id: told });
  });

  test('and the journal is not: it tells what happened, and goes on', async () => {
    const { emulator, get } = createCaller();
    const snapshot = emulator.snapshot();
    await get('/me');
    emulator.restore(snapshot);
    expect(emulator.journal.entries()).toHaveLength(1);
  });
});

describe('a snapshot that does not fit changes nothing', () => {
  const { emulator } = createCaller();
  const good = written(emulator.snapshot());
  test.each<[string, object, string]>([
    ['of another seed', { ...good, seed: 2 }, 'is of seed 2, and this is 1'],
    ['of another scale', { ...good, scale: 'medium' }, 'is of scale medium, and this is small'],
    ['of another version', { version: 2 }, 'version 1 is expected'],
    ['without limits', { ...good, limits: undefined }, "lacks 'limits'"],
    ['with something more', { ...good, more: 1 }, "has no 'more'"],
    [
      'with a broken world',
      { ...good, world: { ...good.world, users: [{}] } },
      "'world.users[0]' of the snapshot lacks",
    ],
    [
      'with a rule for nothing',
      { ...good, faults: { draws: 0, rules: [{ ...rule(), rule: { operation: 'albums.get' } }] } },
      "no operation 'albums.get'",
    ],
  ])('%s', (_, snapshot, message) => {
    emulator.clock.advance(1);
    const before = emulator.snapshot();
    expect(() => emulator.restore(snapshot as EmulatorSnapshot)).toThrow(message);
    expect(emulator.snapshot()).toEqual(before);
  });
});

function rule() {
  return { endsAt: null, serial: 0, toSkip: 0, left: null, slept: [] };
}

test('a reset goes back to what the emulator was made with', async () => {
  const { emulator, get } = createCaller({
    faults: [{ operation: 'get-track', status: 503 }],
    limits: { window: { requests: 100 } },
    scenario: { users: { ada: {} }, clock: { at: '2026-02-11T09:00:00Z' } },
  });
  emulator.faults.clear();
  emulator.limits.set({ window: { requests: 0 } });
  emulator.world.user('ada').product = 'free';
  emulator.clock.advance(1_000);
  emulator.reset();
  expect(emulator.faults.list()).toEqual([{ operation: 'get-track', status: 503 }]);
  expect(emulator.limits.options()).toEqual({ window: { requests: 100 } });
  expect(emulator.world.user('ada').product).toBe('premium');
  expect(emulator.clock.now()).toBe(Date.UTC(2026, 1, 11, 9));
  expect((await get('/me')).status).toBe(200);
});
