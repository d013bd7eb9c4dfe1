import { describeStale, withStaleNotes } from '@tonearm/tools/runtime';
import { describe, expect, test } from 'vitest';
import { until } from '../cache/group.js';
import { type Stage, stage } from './stage.js';

const album = ({ emulator }: Stage) => emulator.world.catalogue.albums.list()[0] ?? expect.unreachable();

describe('a read of what is old', () => {
  test('is answered from before while Spotify is down', async () => {
    const set = await stage();
    const { id, name } = album(set);
    await set.runtime.spotify.albums.get({ id });
    set.emulator.faults.add({ status: 503 });
    await set.pass(20 * 3_600_000);
    const { result } = await set.during(set.runtime.spotify.albums.get({ id }));
    expect(result).toMatchObject({ status: 'fulfilled', value: { name } });
    expect(set.runtime.cacheStatistics().staleOnError).toBe(1);
  });

  test('says that it is old when it is answered from before', async () => {
    const set = await stage();
    const { id } = album(set);
    await set.runtime.spotify.albums.get({ id });
    set.emulator.faults.add({ status: 503 });
    await set.pass(20 * 3_600_000);
    const { result } = await set.during(withStaleNotes(() => set.runtime.spotify.albums.get({ id })));
    const notes = result.status === 'fulfilled' ? result.value.notes : [];
    expect(notes).toMatchObject([{ endpoint: 'albums.get', reason: 'outage' }]);
    expect(describeStale(notes)).toMatch(/can't be asked right now: this is from the cache, up to 120\d minutes old/);
    expect((await withStaleNotes(async () => 1)).notes).toEqual([]);
  });

  test('says so as long as Spotify is ill, also when what is still good enough is asked for anew behind', async () => {
    const set = await stage();
    const { id } = album(set);
    const look = async () => {
      const { result } = await set.during(withStaleNotes(() => set.runtime.spotify.albums.get({ id })));
      return result.status === 'fulfilled' ? result.value.notes.map(({ reason }) => reason) : result.reason;
    };
    await look();
    set.emulator.faults.add({ status: 503, path: /albums/ });
    await set.pass(7 * 3_600_000);
    const errors = () => set.runtime.cacheStatistics().loadErrors;
    expect(await look(), 'nobody knows yet').toEqual(['refresh']);
    for (let times = 1; times <= 3; times += 1) {
      await set.during(until(() => errors() >= times));
      await set.pass(5_000);
      expect(await look()).toEqual(['outage']);
    }
    set.emulator.faults.clear();
    await set.pass(60_000);
    await set.during(until(async () => (await look()).length === 0));
  });

  test.each([
    ['a pause that it asked for', { status: 429, retryAfterSeconds: 25 }],
    ['a quota that is used up', { status: 429, reason: 'QUOTA_EXCEEDED', retryAfterSeconds: 1_700 }],
  ] as const)(
    'says so from the first answer on when it is known that Spotify does not answer: in %s',
    async (_how, fault) => {
      const set = await stage({ appMode: 'development' });
      const [one, other] = set.emulator.world.catalogue.albums.list().map(({ id }) => id);
      await set.runtime.spotify.albums.get({ id: one ?? '' });
      await set.pass(7 * 3_600_000);
      set.emulator.faults.add({ ...fault, path: /albums/ });
      const asked = set.during(set.runtime.spotify.albums.get({ id: other ?? '' }));
      await until(() => set.runtime.cacheStatistics().loads === 2 && set.entries().length > 0);
      const { notes } = await withStaleNotes(() => set.runtime.spotify.albums.get({ id: one ?? '' }));
      expect(notes).toMatchObject([{ endpoint: 'albums.get', reason: 'outage' }]);
      await asked;
    },
  );

  test.each([404, 403])('is not answered from before when Spotify says %i: gone, or not allowed', async (status) => {
    const set = await stage();
    const { id } = album(set);
    await set.runtime.spotify.albums.get({ id });
    set.emulator.faults.add({ status, path: /albums/ });
    await set.pass(20 * 3_600_000);
    const { result } = await set.during(set.runtime.spotify.albums.get({ id }));
    expect(result).toMatchObject({ status: 'rejected', reason: { status } });
  });
});
