import { describe, expect, test } from 'vitest';
import { type Anything, type Caller, callerFor, createCaller, first } from '../../testing/caller.js';
import type { Track } from '../index.js';

const { emulator, get } = createCaller();
const { catalogue } = emulator.world;
const track = first(first(catalogue.albums.list()).tracks);
const show = first(catalogue.shows.list());
const book = first(catalogue.audiobooks.list());
const extended = createCaller({ profile: 'extended' });

const tracks = catalogue.tracks.list();
const isHidden = ({ markets }: Track) => !markets.includes('SE');
const others = ({ isrc }: Track) => tracks.filter((other) => other.isrc === isrc && !isHidden(other));
/** Not sold in the listener's country, but in another release. */
const replaced = first(tracks.filter((each) => isHidden(each) && others(each).length > 0));
const irreplaceable = first(tracks.filter((each) => isHidden(each) && others(each).length === 0));

describe('without a market', () => {
  test('one is told where a track and an album are sold, and not whether they can be played', async () => {
    const { body } = await extended.get<Anything & { album: object }>(`/tracks/${replaced.id}`);
    expect(body).toMatchObject({ id: replaced.id, available_markets: replaced.markets });
    for (const name of ['is_playable', 'restrictions', 'linked_from']) expect(body).not.toHaveProperty(name);
    expect(body.album).toHaveProperty('available_markets');
    expect(body.album).not.toHaveProperty('is_playable');
  });
});

describe('with a market', () => {
  test('one is told whether something can be played, and not where else', async () => {
    const { body } = await extended.get<Anything & { album: object }>(`/tracks/${track.id}?market=SE`);
    expect([body.is_playable, Object.hasOwn(body, 'available_markets')]).toEqual([true, false]);
    expect(body.album).toMatchObject({ is_playable: true });
  });

  test('the country of the user goes before it', async () => {
    const { body } = await get(`/tracks/${irreplaceable.id}?market=GB`);
    expect(body).toMatchObject({ id: irreplaceable.id, is_playable: false, restrictions: { reason: 'market' } });
    const guest = callerFor(emulator, { user: 'guest' });
    expect((await guest.get(`/tracks/${irreplaceable.id}?market=SE`)).body.is_playable).toBe(true);
  });

  test('only what is sold there is found, and listed of an artist', async () => {
    const { album } = irreplaceable;
    const found = async (caller: Caller, type: 'album' | 'track', market = '') => {
      const q = encodeURIComponent(`album:"${album.name}" artist:"${first(album.artists).name}"`);
      const { body } = await caller.get<Record<string, { total: number }>>(`/search?q=${q}&type=${type}${market}`);
      return body[`${type}s`]?.total;
    };
    const guest = callerFor(emulator, { user: 'guest' });
    for (const [type, total] of [
      ['album', 1],
      ['track', album.tracks.length],
    ] as const) {
      expect(await found(extended, type)).toBe(total);
      expect(await found(extended, type, '&market=SE')).toBe(0);
      expect(await found(guest, type, '&market=GB')).toBe(total);
    }
    const { id } = first(album.artists);
    const listed = async (market: string) =>
      (await extended.get<{ items: { id: string }[] }>(`/artists/${id}/albums${market}`)).body.items.map(
        (each) => each.id,
      );
    expect(await listed('')).toContain(album.id);
    expect(await listed('?market=SE')).not.toContain(album.id);
  });

  test('audiobooks are found where they are sold', async () => {
    const { access_token } = await clientToken();
    const ask = async (market: string) => {
      const path = `/v1/search?q=${encodeURIComponent(book.name)}&type=audiobook${market}`;
      const answer = await emulator.fetch(path, { headers: { authorization: `Bearer ${access_token}` } });
      return ((await answer.json()) as { audiobooks: { total: number } }).audiobooks.total;
    };
    expect([await ask(''), await ask('&market=GB'), await ask('&market=DE'), await ask('&market=XX')]).toEqual([
      1, 1, 0, 0,
    ]);
  });
});

describe('a track that the market does not sell gives way to another release of the recording', () => {
  const other = first(others(replaced));
  const linked = {
    id: other.id,
    is_playable: true,
    linked_from: { id: replaced.id, uri: replaced.uri, type: 'track', external_urls: {}, href: expect.any(String) },
  };
  const caller = createCaller({ profile: 'extended' });
  const { album } = replaced;
  const position = album.tracks.indexOf(replaced);
  const uri = replaced.uri;
  caller.emulator.apply({
    users: { listener: { library: [uri, album.uri] } },
    playlists: [{ name: 'Relinked', owner: 'listener', items: [uri] }],
  });
  const playlist = first(caller.emulator.world.user('listener').playlists).id;
  type Body = Anything & { tracks: { items: Anything[] } & Anything[]; items: Record<string, Anything>[] };

  test.each<[string, (body: Body) => unknown]>([
    [`/tracks/${replaced.id}`, (body) => body],
    [`/tracks?ids=${replaced.id}`, (body) => body.tracks[0]],
    [`/albums/${album.id}`, (body) => body.tracks.items[position]],
    [`/albums?ids=${album.id}`, (body) => (body.albums as Body[])[0]?.tracks.items[position]],
    [`/albums/${album.id}/tracks`, (body) => body.items[position]],
    [`/playlists/${playlist}`, (body) => (body.tracks.items as Record<string, Anything>[])[0]?.track],
    [`/playlists/${playlist}/tracks`, (body) => body.items[0]?.track],
    [`/playlists/${playlist}/items`, (body) => body.items[0]?.track],
    ['/me/tracks', (body) => body.items[0]?.track],
    ['/me/albums', (body) => (body.items[0]?.album as Body | undefined)?.tracks.items[position]],
  ])('%s', async (path, told) => {
    const asked = `${path}${path.includes('?') ? '&' : '?'}market=SE`;
    const { body } = await caller.get<Body>(asked);
    expect(told(body)).toMatchObject({ ...linked, linked_from: { ...linked.linked_from, external_urls: {} } });
    expect(told((await caller.get<Body>(path)).body)).toMatchObject({ id: replaced.id });
  });

  test('but not one that is sold, however many other releases there are', async () => {
    const again = first(tracks.filter((each) => !isHidden(each) && others(each)[0] !== each));
    const { body } = await caller.get(`/tracks/${again.id}?market=SE`);
    expect([body.id, Object.hasOwn(body, 'linked_from')]).toEqual([again.id, false]);
  });

  test('and Development Mode is not told', async () => {
    const { body } = await get(`/tracks/${replaced.id}?market=SE`);
    expect([body.id, Object.hasOwn(body, 'linked_from')]).toEqual([other.id, false]);
  });
});

describe('what cannot be played says why', () => {
  const reasonOf = (body: Anything) => [body.is_playable, body.restrictions];

  test('explicit content, of whoever does not want to hear it', async () => {
    const explicit = first(tracks.filter((each) => each.explicit && !isHidden(each) && !each.album.isPremiumOnly));
    const episode = first(catalogue.episodes.list().filter((each) => each.explicit));
    const { get, emulator } = createCaller({ profile: 'extended' });
    expect((await get(`/tracks/${explicit.id}`)).body).not.toHaveProperty('restrictions');
    emulator.apply({ users: { listener: { explicit_content: { filter_enabled: true } } } });
    const told = [false, { reason: 'explicit' }];
    expect(reasonOf((await get(`/tracks/${explicit.id}`)).body)).toEqual(told);
    expect(reasonOf((await get(`/tracks/${explicit.id}?market=SE`)).body)).toEqual(told);
    expect(reasonOf((await get(`/episodes/${episode.id}`)).body)).toEqual(told);
    expect((await get(`/tracks/${track.id}?market=SE`)).body.is_playable).toBe(true);
    expect((await get('/me')).body.explicit_content).toEqual({ filter_enabled: true, filter_locked: false });
  });

  test('what is only for Premium, of a free user', async () => {
    const album = first(catalogue.albums.list().filter((each) => each.isPremiumOnly && each.markets.includes('GB')));
    const guest = callerFor(emulator, { user: 'guest' });
    const told = [false, { reason: 'product' }];
    expect(reasonOf((await guest.get(`/albums/${album.id}`)).body)).toEqual(told);
    expect(reasonOf((await guest.get(`/tracks/${first(album.tracks).id}?market=GB`)).body)).toEqual(told);
    expect((await get(`/albums/${album.id}?market=SE`)).body).not.toHaveProperty('restrictions');
    emulator.world.user('guest').product = 'premium';
    expect((await guest.get(`/albums/${album.id}?market=GB`)).body.is_playable).toBe(true);
    emulator.world.user('guest').product = 'free';
  });

  test('a chapter that a free user has not paid for', async () => {
    const path = `/chapters/${first(book.chapters).id}`;
    expect(reasonOf((await callerFor(emulator, { user: 'guest' }).get(path)).body)).toEqual([
      false,
      { reason: 'payment_required' },
    ]);
    expect(reasonOf((await get(path)).body)).toEqual([true, undefined]);
  });

  test('an episode that lies elsewhere, of whoever does not say that they can play such sound', async () => {
    const hosted = first(catalogue.shows.list().filter((each) => each.isExternallyHosted));
    const episode = first(hosted.episodes);
    const q = encodeURIComponent(`${episode.name} ${hosted.name}`);
    const ask = async (external: string) => {
      const { body } = await get<{ episodes: { items: Anything[] } }>(`/search?q=${q}&type=episode${external}`);
      return body.episodes.items.find(({ id }) => id === episode.id);
    };
    expect(await ask('')).toMatchObject({ is_externally_hosted: true, is_playable: false });
    expect(await ask('&include_external=audio')).toMatchObject({ is_externally_hosted: true, is_playable: true });
    expect((await get(`/search?q=${q}&type=episode&include_external=video`)).status).toBe(400);
  });
});

test('an app without a user finds spoken things only in a market', async () => {
  const { access_token } = await clientToken();
  const status = async (path: string): Promise<number> =>
    (await emulator.fetch(`/v1${path}`, { headers: { authorization: `Bearer ${access_token}` } })).status;
  expect(await status(`/shows/${show.id}`)).toBe(404);
  expect(await status(`/shows/${show.id}?market=DE`)).toBe(200);
  expect(await status(`/shows/${show.id}?market=de`)).toBe(200);
  expect(await status(`/audiobooks/${book.id}?market=DE`)).toBe(404);
  expect(await status(`/audiobooks/${book.id}?market=GB`)).toBe(200);
  expect(await status(`/tracks/${track.id}?market=from_token`)).toBe(403);
  expect(await status(`/tracks/${track.id}?market=Sweden`)).toBe(400);
  expect(await status('/me')).toBe(403);
});

async function clientToken(): Promise<{ access_token: string }> {
  const reply = await emulator.fetch('/api/token', {
    method: 'POST',
    headers: { authorization: `Basic ${btoa('tonearm-emulator:tonearm-secret')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });
  return (await reply.json()) as { access_token: string };
}
