import { expect, test } from 'vitest';
import { type Anything, createCaller, first } from '../../testing/caller.js';
import { fold } from '../search/query.js';

interface Found {
  readonly [kind: string]: {
    readonly items: readonly (Anything | null)[];
    readonly total: number;
    readonly limit: number;
    readonly next: string | null;
  };
}

const { emulator, get } = createCaller();
const { catalogue } = emulator.world;
const ask = (query: Readonly<Record<string, string>>) => get<Found & Anything>(`/search?${new URLSearchParams(query)}`);

test('finds by name, the exact one first', async () => {
  const artist = first(catalogue.artists.list().slice(1));
  const { body } = await ask({ q: artist.name, type: 'artist' });
  expect(body.artists?.items[0]).toMatchObject({ id: artist.id });
});

test('finds without accents, capitals and punctuation, and in scripts without spaces', async () => {
  const accented = first(catalogue.artists.list().filter(({ name }) => name === 'Łódź Księżycowa'));
  expect((await ask({ q: 'LODZ, ksiezycowa!', type: 'artist' })).body.artists?.items[0]).toMatchObject({
    id: accented.id,
  });
  const japanese = first(catalogue.artists.list().filter(({ name }) => name === '紙の灯台'));
  expect((await ask({ q: '灯台', type: 'artist' })).body.artists?.items.map((item) => item?.id)).toContain(japanese.id);
});

test('narrows by filters', async () => {
  const track = first(catalogue.tracks.list().slice(100));
  expect((await ask({ q: `isrc:${track.isrc}`, type: 'track' })).body.tracks?.items.map((item) => item?.id)).toContain(
    track.id,
  );
  const artist = first(track.artists);
  const { body } = await ask({ q: `artist:"${artist.name}" year:1970-2030`, type: 'album', limit: '10' });
  expect(body.albums?.items.length).toBeGreaterThan(0);
  expect(body.albums?.items.every((item) => JSON.stringify(item?.artists).includes(artist.id))).toBe(true);
  expect((await ask({ q: `artist:"${artist.name}" year:1900`, type: 'album' })).body.albums?.total).toBe(0);
});

test('gives five of each kind unless told otherwise, and pages each kind alone', async () => {
  const { body } = await ask({ q: 'the', type: 'track,album,show' });
  expect(Object.keys(body)).toEqual(['tracks', 'albums', 'shows']);
  expect(body.tracks).toMatchObject({ limit: 5 });
  expect(body.tracks?.items).toHaveLength(5);
  expect(new URL(body.tracks?.next ?? '').searchParams.get('type')).toBe('track');
});

test('leaves holes where playlists of the house are', async () => {
  const editorial = first([...emulator.world.playlists.values()].filter((playlist) => playlist.editorial));
  expect((await ask({ q: editorial.name, type: 'playlist' })).body.playlists?.items).toContain(null);
  expect((await get(`/playlists/${editorial.id}`)).status).toBe(404);
  const extended = createCaller({ profile: 'extended' });
  expect((await extended.get(`/playlists/${editorial.id}`)).status).toBe(200);
});

test.each([
  [{ type: 'track' }, 'No search query'],
  [{ q: 'x' }, 'Missing parameter type'],
  [{ q: 'x', type: 'song' }, 'Bad search type field song'],
  [{ q: 'x', type: 'toString' }, 'Bad search type field toString'],
  [{ q: 'x', type: 'track', limit: '11' }, 'Invalid limit'],
  [{ q: 'x', type: 'track', limit: '0' }, 'Invalid limit'],
  [{ q: 'x', type: 'track', limit: '1e1' }, 'Invalid limit'],
  [{ q: 'x', type: 'track', offset: '1001' }, 'Invalid offset'],
  [{ q: 'x', type: 'track', offset: '-1' }, 'Invalid offset'],
])('refuses %o with %s', async (query, message) => {
  expect((await ask(query)).body.error).toEqual({ status: 400, message });
});

test('allows fifty in the extended profile, and no more', async () => {
  const extended = createCaller({ profile: 'extended' });
  expect((await extended.get<Found>('/search?q=the&type=track&limit=50')).body.tracks?.items).toHaveLength(50);
  expect((await extended.get('/search?q=the&type=track&limit=51')).body.error.message).toBe('Invalid limit');
});

test('the nearer the name the earlier, then the more popular', async () => {
  const extended = createCaller({ profile: 'extended' });
  interface Track {
    readonly name: string;
    readonly popularity: number;
  }
  const found: Track[] = [];
  for (let offset = 0; offset < 1_000; offset += 50) {
    const { body } = await extended.get<{ tracks: { items: readonly Track[] } }>(
      `/search?q=lighthouse&type=track&limit=50&offset=${offset}`,
    );
    found.push(...body.tracks.items);
  }
  const nearness = ({ name }: Track) =>
    fold(name).startsWith('lighthouse') ? 2 : fold(name).includes('lighthouse') ? 1 : 0;
  const best = found.toSorted((one, other) => nearness(other) - nearness(one) || other.popularity - one.popularity);
  expect(new Set(found.map(nearness))).toEqual(new Set([0, 1, 2]));
  expect(found.map(({ name, popularity }) => [name, popularity])).toEqual(
    best.map(({ name, popularity }) => [name, popularity]),
  );
});

test.each([31, 32, 33, 100])('%d words are no harder than one', async (count) => {
  const once = (await ask({ q: 'lighthouse', type: 'track,album,artist' })).body;
  const often = (await ask({ q: Array(count).fill('lighthouse').join(' '), type: 'track,album,artist' })).body;
  for (const kind of ['tracks', 'albums', 'artists']) expect(often[kind]?.total).toBe(once[kind]?.total);
  expect(once.tracks?.total).toBeGreaterThan(10);
});

test('finds nothing by punctuation alone', async () => {
  expect((await ask({ q: '!!!', type: 'track' })).body.tracks?.total).toBe(0);
});
