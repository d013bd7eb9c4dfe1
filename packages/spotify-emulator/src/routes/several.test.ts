import { describe, expect, test } from 'vitest';
import { type Anything, createCaller, first } from '../../testing/caller.js';

const nothing = '0000000000000000000000';
const { emulator, get } = createCaller({ profile: 'extended' }, { user: 'guest' });
const { catalogue } = emulator.world;

describe.each([
  ['albums', 20],
  ['artists', 50],
  ['tracks', 50],
  ['shows', 50],
  ['episodes', 50],
  ['audiobooks', 50],
  ['chapters', 50],
] as const)('GET /%s', (kind, most) => {
  const [one, two] = catalogue[kind].list();

  test('answers in the order of the question, with null for what does not exist', async () => {
    const { status, body } = await get(`/${kind}?ids=${two?.id},${nothing},${one?.id}`);
    const items = body[kind] as readonly (Anything | null)[];
    expect([status, items.map((item) => item?.id ?? null)]).toEqual([200, [two?.id, null, one?.id]]);
  });

  test('refuses one more than it takes', async () => {
    const ids = Array.from({ length: most + 1 }, () => one?.id).join(',');
    expect((await get(`/${kind}?ids=${ids}`)).status).toBe(400);
    expect((await get(`/${kind}?ids=${ids.slice(23)}`)).status).toBe(200);
  });

  test.each(['', '?ids=', '?ids=short'])('refuses %s', async (query) => {
    expect((await get(`/${kind}${query}`)).status).toBe(400);
  });
});

test('what is not sold in the market is null', async () => {
  const listener = createCaller({ profile: 'extended' }, { user: 'neighbour' });
  const { id } = first(catalogue.audiobooks.list());
  expect((await listener.get(`/audiobooks?ids=${id}`)).body).toEqual({ audiobooks: [null] });
});

test('audio features are the same for every release of a recording, and null for nothing', async () => {
  const tracks = catalogue.tracks.list();
  const collected = first(catalogue.albums.list().filter(({ album_type }) => album_type === 'compilation')).tracks[0];
  const twice = tracks.filter(({ isrc }) => isrc === collected?.isrc);
  const ids = twice.map(({ id }) => id);
  const { body } = await get(`/audio-features?ids=${ids.join(',')},${nothing}`);
  const [one, two, none] = (body.audio_features as readonly Anything[]).slice(-3);
  expect(one?.tempo).toBe(two?.tempo);
  expect(one?.id).not.toBe(two?.id);
  expect(none).toBeNull();
  expect((await get(`/audio-features/${ids[0]}`)).body).toMatchObject({ id: ids[0], tempo: one?.tempo });
});

test('an audio analysis covers the whole track', async () => {
  const track = first(catalogue.tracks.list());
  const { body } = await get(`/audio-analysis/${track.id}`);
  for (const part of ['bars', 'beats', 'sections', 'segments', 'tatums']) {
    const parts = body[part] as readonly { start: number; duration: number }[];
    const last = first(parts.slice(-1));
    expect(last.start + last.duration, part).toBeCloseTo(track.duration_ms / 1000, 2);
  }
});
