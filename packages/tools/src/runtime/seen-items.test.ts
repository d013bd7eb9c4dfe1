import { expect, test } from 'vitest';
import { seenItems } from './seen-items.js';

const hour = 3_600_000;
const everyPlaylist = ['my:playlists'];
const playlist = (id: string, more = {}) => ({
  type: 'playlist',
  id,
  uri: `spotify:playlist:${id}`,
  name: `Playlist ${id}`,
  ...more,
});
const album = (id: string, more = {}) => ({
  type: 'album',
  id,
  uri: `spotify:album:${id}`,
  name: `Album ${id}`,
  ...more,
});

function fixture() {
  const time = { now: 0 };
  const seen = seenItems({ maxAgeMs: 24 * hour, now: () => time.now });
  return {
    time,
    seen,
    see: (answer: unknown, ageMs = 0) => seen.see(answer, { moment: seen.moment(), ageMs, tags: everyPlaylist }),
  };
}

test('remembers items wherever they stand in an answer', () => {
  const { seen, see } = fixture();
  const artist = { type: 'artist', uri: 'spotify:artist:x', name: 'X' };
  see({
    items: [
      {
        added_at: 'then',
        track: { type: 'track', uri: 'spotify:track:t', name: 'T', album: album('a', { artists: [artist] }) },
      },
    ],
  });
  expect(seen.recall('spotify:track:t')?.item).toMatchObject({ name: 'T' });
  expect(seen.recall('spotify:album:a')?.item).toMatchObject({ name: 'Album a' });
  expect(seen.recall('spotify:artist:x')?.item).toEqual(artist);
});

test('remembers nothing for longer than it may, and says since when it has known', () => {
  const { time, seen, see } = fixture();
  time.now = 5;
  see(album('a'));
  time.now = 5 + 24 * hour - 1;
  expect(seen.recall('spotify:album:a')?.seenAt).toBe(5);
  time.now += 1;
  expect(seen.recall('spotify:album:a')).toBeUndefined();
});

test('knows how old the answers were, and that the latest says most', () => {
  const { time, seen, see } = fixture();
  time.now = 30 * hour;
  see(album('a'), 20 * hour);
  expect(seen.recall('spotify:album:a')?.seenAt).toBe(10 * hour);
  see(album('a', { name: 'from before' }), 21 * hour);
  expect(seen.recall('spotify:album:a')?.item).toMatchObject({ name: 'Album a' });
  // What is a day old is not young again because somebody was given it.
  time.now = 34 * hour;
  expect(seen.recall('spotify:album:a')).toBeUndefined();
});

test('holds what was seen last, in a bounded number', () => {
  const { seen, see } = fixture();
  see(Array.from({ length: 2_000 }, (_, index) => album(`${index}`)));
  see(album('0'));
  see(album('new'));
  expect(seen.recall('spotify:album:0')).toBeDefined();
  expect(seen.recall('spotify:album:1')).toBeUndefined();
});

test.each([undefined, null, 'text', 5, [], { uri: 'spotify:album:a' }, { type: 'album', uri: 5, name: 'x' }])(
  'finds nothing in %j',
  (answer) => {
    const { seen, see } = fixture();
    see(answer);
    expect(seen.recall('spotify:album:a')).toBeUndefined();
  },
);

test('forgets everything when it is told to', () => {
  const { seen, see } = fixture();
  see(album('a'));
  seen.forget();
  expect(seen.recall('spotify:album:a')).toBeUndefined();
});

test('lets go of a playlist that was changed, and believes nothing of it that was asked for before', () => {
  const { seen, see } = fixture();
  see([playlist('a'), playlist('b')]);
  const before = seen.moment();
  seen.changed('spotify:playlist:a');
  expect(seen.recall('spotify:playlist:a')).toBeUndefined();
  const how = { moment: before, ageMs: 0, tags: everyPlaylist };
  seen.see([playlist('a', { name: 'as it was' }), playlist('c')], how);
  expect(seen.recall('spotify:playlist:a')).toBeUndefined();
  expect(['b', 'c'].map((id) => seen.recall(`spotify:playlist:${id}`)?.item.name)).toEqual([
    'Playlist b',
    'Playlist c',
  ]);
  see(playlist('a', { name: 'as it is' }));
  expect(seen.recall('spotify:playlist:a')?.item).toMatchObject({ name: 'as it is' });
});

test.each([
  [['my:playlists'], true],
  [['playlist:a'], true],
  [['playlist:b'], false],
  [[], false],
])('believes what an answer that depends on %j says of a playlist: %j; of an album in any case', (tags, isBelieved) => {
  const { seen } = fixture();
  seen.see([playlist('a'), album('a')], { moment: seen.moment(), ageMs: 0, tags });
  expect(seen.recall('spotify:playlist:a') !== undefined).toBe(isBelieved);
  expect(seen.recall('spotify:album:a')).toBeDefined();
});

test('lets go of every playlist when any may have been changed, and of nothing that nobody changes', () => {
  const { seen, see } = fixture();
  see([playlist('a'), album('a')]);
  const before = seen.moment();
  seen.mayHaveChanged();
  seen.changed('spotify:album:a');
  seen.see(playlist('b'), { moment: before, ageMs: 0, tags: everyPlaylist });
  const uris = ['spotify:playlist:a', 'spotify:playlist:b', 'spotify:album:a'];
  expect(uris.map((uri) => seen.recall(uri)?.item.name)).toEqual([undefined, undefined, 'Album a']);
});

test('believes nothing that was asked for before it was told to forget', () => {
  const { seen } = fixture();
  const before = seen.moment();
  seen.forget();
  seen.see(album('a'), { moment: before, ageMs: 0, tags: [] });
  expect(seen.recall('spotify:album:a')).toBeUndefined();
});

test('remembers a bounded number of changes; of playlists that were asked for before the others is believed no more', () => {
  const { seen, see } = fixture();
  const before = seen.moment();
  seen.changed('spotify:playlist:a');
  for (let each = 0; each < 2_000; each += 1) seen.changed(`spotify:playlist:other ${each}`);
  seen.see([playlist('a'), playlist('b')], { moment: before, ageMs: 0, tags: everyPlaylist });
  expect(['a', 'b'].map((id) => seen.recall(`spotify:playlist:${id}`))).toEqual([undefined, undefined]);
  see(playlist('a'));
  expect(seen.recall('spotify:playlist:a')).toBeDefined();
});
