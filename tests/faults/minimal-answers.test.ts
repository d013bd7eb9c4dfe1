import { withStaleNotes } from '@tonearm/tools/runtime';
import { describe, expect, test } from 'vitest';
import { type Stage, stage } from '../runtime/stage.ts';
import { of, readAlbum } from './calls.ts';

/** An artist that only an album has spoken of, and Spotify down. */
async function afterAnAlbum() {
  const set = await stage();
  const album = (await set.during(readAlbum(set, 0))).result;
  const { artists } = (album.status === 'fulfilled' ? album.value : {}) as { artists: { id: string; name: string }[] };
  const artist = artists[0] ?? expect.unreachable();
  set.emulator.faults.add({ status: 503, path: /^\/v1\// });
  set.entries();
  return { set, artist };
}

const read = ({ runtime, during }: Stage, id: string) =>
  during(withStaleNotes(() => runtime.spotify.artists.get({ id })));

describe('an item that neither Spotify nor the cache can give', () => {
  test('is answered with what was seen of it elsewhere, and the answer is marked as old', async () => {
    const { set, artist } = await afterAnAlbum();
    await set.pass(120_000);
    const { result } = await read(set, artist.id);
    expect(result).toMatchObject({
      status: 'fulfilled',
      value: { result: { id: artist.id, name: artist.name }, notes: [{ endpoint: 'artists.get', reason: 'outage' }] },
    });
    const [note] = result.status === 'fulfilled' ? result.value.notes : [];
    expect(note?.ageMs).toBeGreaterThanOrEqual(120_000);
    // Spotify was asked first.
    expect(of('get-an-artist', set.entries()).length).toBeGreaterThan(0);
    expect(await set.runtime.metrics.text()).toMatchObject({
      body: expect.stringMatching(/tonearm_policy_events_total\{policy="fallback",event="fallback"\} 1/),
    });
  });

  test('is an error when nothing was seen of it', async () => {
    const { set } = await afterAnAlbum();
    const { result } = await read(set, '0'.repeat(22));
    expect(result).toMatchObject({ status: 'rejected', reason: { code: 'server_error' } });
  });

  test.each([false, true])('is an error when Spotify says that there is no such thing, fresh: %j', async (fresh) => {
    const { set, artist } = await afterAnAlbum();
    set.emulator.faults.clear();
    set.emulator.faults.add({ status: 404, path: '/artists/{id}' });
    const { result } = await set.during(set.runtime.spotify.artists.get({ id: artist.id }, { fresh }));
    expect(result).toMatchObject({ status: 'rejected', reason: { code: 'not_found' } });
    // Nor later, when nobody can say so, be it that it was heard by whoever asked for what is fresh.
    set.emulator.faults.clear();
    set.emulator.faults.add({ status: 503, path: /^\/v1\// });
    await set.pass(120_000);
    expect((await read(set, artist.id)).result).toMatchObject({
      status: 'rejected',
      reason: { code: 'server_error' },
    });
  });

  test('is forgotten with the account, and a day after it was seen', async () => {
    const { set, artist } = await afterAnAlbum();
    await set.pass(86_400_000);
    expect((await read(set, artist.id)).result.status).toBe('rejected');
    const again = await afterAnAlbum();
    await again.set.runtime.forgetAccount();
    expect((await read(again.set, again.artist.id)).result.status).toBe('rejected');
  });

  test('is not answered with what was seen of it before somebody wrote', async () => {
    const set = await stage();
    const { spotify } = set.runtime;
    const page = await set.during(spotify.playlists.mine({}));
    const { items } = (page.result.status === 'fulfilled' ? page.result.value : {}) as { items: { id: string }[] };
    const { id } = items[0] ?? expect.unreachable();
    const rename = () => spotify.playlists.update({ playlist_id: id, name: 'As it is called now' });
    const reading = () => set.during(spotify.playlists.get({ playlist_id: id }));
    // Seen, and not changed: it stands in for what nobody can say.
    const fault = { status: 503, method: 'GET', path: /^\/v1\// };
    const takeBack = set.emulator.faults.add(fault);
    expect((await reading()).result).toMatchObject({ status: 'fulfilled', value: { id } });
    takeBack();
    await set.pass(120_000);
    expect((await set.during(rename())).result).toMatchObject({ status: 'fulfilled' });
    set.emulator.faults.add(fault);
    expect((await reading()).result).toMatchObject({ status: 'rejected' });
  });

  test('is not answered with what a search says of a playlist, whose index may not know of a change for long', async () => {
    const set = await stage();
    const { spotify } = set.runtime;
    const { id, name } = set.emulator.world.user('listener').playlists[0] ?? expect.unreachable();
    const found = await set.during(spotify.search.search({ q: name, type: ['playlist'], limit: 10 }));
    expect(JSON.stringify(found.result)).toContain(id);
    set.emulator.faults.add({ status: 503, method: 'GET', path: /^\/v1\// });
    expect((await set.during(spotify.playlists.get({ playlist_id: id }))).result.status).toBe('rejected');
  });
});
