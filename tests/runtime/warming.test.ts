import { createSpotifyEmulator } from '@tonearm/spotify-emulator';
import { describe, expect, test } from 'vitest';
import { until } from '../cache/group.js';
import { type Stage, stage } from './stage.js';

const album = ({ emulator }: Stage) => emulator.world.catalogue.albums.list()[0] ?? expect.unreachable();

/** A runtime at the careful pace that has sent all that may be sent at once: whoever comes next has to wait. */
async function busy() {
  const set = await stage({ appMode: 'development' });
  const albums = set.emulator.world.catalogue.albums.list().map(({ id }) => id);
  const ask = (from: number, to: number) => albums.slice(from, to).map((id) => set.runtime.spotify.albums.get({ id }));
  await set.during(Promise.all(ask(0, 30)));
  set.entries();
  const { loads } = set.runtime.cacheStatistics();
  return { set, ask, until: (more: number) => until(() => set.runtime.cacheStatistics().loads >= loads + more) };
}

describe('warming', () => {
  test('stores what it loads, so that the first questions need no request', async () => {
    const set = await stage();
    const { result } = await set.during(set.runtime.warm(['profile', 'playlists', 'saved_tracks', 'devices', 'top']));
    const stored = [
      'me.profile',
      'playlists.mine',
      'library.tracks',
      'player.devices',
      'me.top type=tracks',
      'me.top type=artists',
    ];
    expect(result).toEqual({
      status: 'fulfilled',
      value: { stored, present: [], failed: [], notStored: [], notShared: [], skipped: [] },
    });
    set.entries();
    await set.runtime.spotify.me.profile();
    await set.runtime.spotify.playlists.mine({ limit: 50 });
    await set.runtime.spotify.player.devices();
    expect(set.entries()).toHaveLength(0);
  });

  test('says what failed, and goes on', async () => {
    const set = await stage();
    set.emulator.faults.add({ status: 403, path: '/me' });
    const { result } = await set.during(set.runtime.warm(['profile', 'devices']));
    expect(result).toMatchObject({
      value: { stored: ['player.devices'], failed: [{ row: 'me.profile' }] },
    });
  });

  test('tells whose country the catalogue is kept for, so that compatriots share what they ask for next', async () => {
    const set = await stage({ emulator: createSpotifyEmulator({ profile: 'extended' }) });
    const keyOf = async () => (await set.runtime.explainCached('albums.get', { id: album(set).id })).key;
    expect(await keyOf()).not.toContain(' for ');
    await set.during(set.runtime.warm(['profile']));
    expect(await keyOf()).toMatch(/ for [A-Z]{2}$/);
  });

  test('ends with the runtime, and says what it did not begin', async () => {
    const set = await stage();
    set.emulator.faults.add({ path: '/me/playlists', hang: true });
    const warming = set.runtime.warm(['profile', 'playlists', 'devices']);
    await set.during(until(() => set.runtime.cacheStatistics().loads === 2));
    await set.runtime.close();
    expect(await warming).toMatchObject({ stored: ['me.profile'], skipped: ['playlists.mine', 'player.devices'] });
  });

  test('ends when whoever began it leaves, and the runtime goes on', async () => {
    const set = await stage();
    set.emulator.faults.add({ path: '/me/playlists', hang: true, times: 1 });
    const leaving = new AbortController();
    const warming = set.runtime.warm(['profile', 'playlists', 'devices'], { signal: leaving.signal });
    await set.during(until(() => set.runtime.cacheStatistics().loads === 2));
    leaving.abort();
    expect(await warming).toMatchObject({ stored: ['me.profile'], skipped: ['playlists.mine', 'player.devices'] });
    expect((await set.during(set.runtime.warm(['devices']))).result).toMatchObject({
      value: { stored: ['player.devices'] },
    });
  });

  test('what it waits to load goes ahead as soon as a person asks for it: it is not behind those who ask later', async () => {
    const { set, ask, until } = await busy();
    const warming = set.runtime.warm(['profile', 'playlists']);
    await until(1);
    const asked = [...ask(40, 43), set.runtime.spotify.me.profile(), ...ask(43, 46)];
    await set.during(Promise.all(asked));
    const paths = set.entries().map(({ path }) => path);
    expect(paths).toHaveLength(7);
    expect(paths.indexOf('/v1/me'), 'before all who asked later').toBeLessThan(4);
    expect((await set.during(warming)).result).toMatchObject({ value: { stored: ['me.profile', 'playlists.mine'] } });
    expect(set.entries().map(({ path }) => path)).toEqual(['/v1/me/playlists']);
  });

  test('what has waited its time away in the background is asked for again by a person who came late', async () => {
    const { set, ask, until } = await busy();
    const warming = set.runtime.warm(['profile']);
    await until(1);
    // Nothing of the background goes before all of these, and they take longer than a call may take.
    const others = Promise.allSettled(ask(40, 160));
    await set.pass(44_500);
    expect(set.entries().map(({ path }) => path)).not.toContain('/v1/me');
    const { result } = await set.during(set.runtime.spotify.me.profile());
    expect(result).toMatchObject({ status: 'fulfilled', value: { id: 'listener' } });
    await set.during(Promise.all([warming, others]));
  });

  test('a call that says that nobody waits for it comes last, and no longer when somebody does', async () => {
    const { set, ask, until } = await busy();
    const { spotify } = set.runtime;
    const patient = { priority: 'background' } as const;
    const begun = [spotify.me.profile({}, patient), spotify.playlists.mine({ limit: 50 }, patient)];
    await until(2);
    const asked = [...ask(40, 43), spotify.playlists.mine({ limit: 50 })];
    // It has left the line of those that nobody waits for when the next ones come.
    await new Promise((resolve) => setImmediate(resolve));
    await set.during(Promise.all([...begun, ...asked, ...ask(43, 46)]));
    const paths = set.entries().map(({ path }) => path);
    expect(paths.at(-1)).toBe('/v1/me');
    expect(paths.indexOf('/v1/me/playlists')).toBeLessThan(4);
  });

  test('loads nothing unless the settings say so', async () => {
    const set = await stage();
    expect((await set.runtime.warm()).stored).toEqual([]);
    expect(set.entries()).toHaveLength(0);
  });
});
