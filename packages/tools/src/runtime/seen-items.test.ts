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

const settleMs = 35_000;

function fixture() {
  const time = { now: 0 };
  const seen = seenItems({ maxAgeMs: 24 * hour, settleMs, now: () => time.now });
  return {
    time,
    seen,
    see: (answer: unknown, ageMs = 0, tags: readonly string[] = everyPlaylist) =>
      seen.see(answer, { askedAt: time.now - ageMs, tags }),
    names: (...uris: readonly string[]) => uris.map((uri) => seen.recall(`spotify:${uri}`)?.item.name),
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

test('keeps what a list says of an item, and nothing of what it holds', () => {
  const { seen, see } = fixture();
  const tracks = { href: 'where', total: 7, limit: 2, items: [{ type: 'track', uri: 'spotify:track:t', name: 'T' }] };
  see(album('a', { tracks, images: [{ url: 'cover' }] }));
  see(playlist('p', { items: tracks }));
  see(playlist('q', { items: { href: 'there', total: 3 } }));
  expect(seen.recall('spotify:album:a')?.item).toEqual(album('a', { images: [{ url: 'cover' }] }));
  expect(seen.recall('spotify:playlist:p')?.item).toEqual(playlist('p', { items: { href: 'where', total: 7 } }));
  expect(seen.recall('spotify:playlist:q')?.item).toEqual(playlist('q', { items: { href: 'there', total: 3 } }));
  expect(seen.recall('spotify:track:t')?.item).toMatchObject({ name: 'T' });
});

test.each(['playlist:a', 'artist:a'])(
  'lets go of %s that was changed, and believes nothing of it that was asked for before, or while it settles',
  (uri) => {
    const { time, seen, see, names } = fixture();
    const [type = ''] = uri.split(':');
    const item = (name: string, id = 'a') => ({ type, uri: `spotify:${type}:${id}`, name });
    time.now = hour;
    see([item('as it was'), item('another', 'b')]);
    seen.changed(`spotify:${uri}`);
    expect(names(uri, `${type}:b`)).toEqual([undefined, 'another']);
    for (const [passedMs, ageMs] of [
      [0, 0],
      [settleMs - 1, 0],
      [settleMs, 1],
      // Kept, of somebody for whom nobody called it void.
      [2 * hour, 2 * hour],
    ] as const) {
      time.now = hour + passedMs;
      see([item('as it was'), item('a third', 'c')], ageMs);
      expect(names(uri, `${type}:c`), `asked for ${passedMs - ageMs} ms after it`).toEqual([undefined, 'a third']);
    }
    time.now = hour + settleMs;
    see(item('as it is'));
    expect(names(uri)).toEqual(['as it is']);
  },
);

test.each([
  [['my:playlists'], true],
  [['playlist:a'], true],
  [['playlist:b'], false],
  [[], false],
])('believes what an answer that depends on %j says of a playlist: %j; of an album in any case', (tags, isBelieved) => {
  const { seen, see } = fixture();
  see([playlist('a'), album('a')], 0, tags);
  expect(seen.recall('spotify:playlist:a') !== undefined).toBe(isBelieved);
  expect(seen.recall('spotify:album:a')).toBeDefined();
});

test('lets go of every playlist when any may have been changed, and of nothing that nobody changes', () => {
  const { time, seen, see, names } = fixture();
  time.now = hour;
  see([playlist('a'), album('a')]);
  seen.mayHaveChanged();
  time.now += settleMs;
  see([playlist('b'), album('b')], settleMs + 1);
  expect(names('playlist:a', 'playlist:b')).toEqual([undefined, undefined]);
  expect(names('album:a', 'album:b')).toEqual(['Album a', 'Album b']);
  see(playlist('b'), 1);
  expect(names('playlist:b')).toEqual([undefined]);
  see(playlist('b'));
  expect(names('playlist:b')).toEqual(['Playlist b']);
});

test('believes nothing that was asked for before it was told to forget', () => {
  const { time, seen, see, names } = fixture();
  time.now = hour;
  seen.forget();
  see(album('a'));
  expect(names('album:a')).toEqual([undefined]);
  time.now += 1;
  see([album('a'), playlist('a')]);
  // What was changed before settles all the same, and nobody knows any more which playlist that was.
  expect(names('album:a', 'playlist:a')).toEqual(['Album a', undefined]);
  time.now += settleMs;
  see(playlist('a'));
  expect(names('playlist:a')).toEqual(['Playlist a']);
});

test('remembers a bounded number of changes; of what was asked for before the others is believed no more', () => {
  const { time, seen, see, names } = fixture();
  seen.changed('spotify:playlist:a');
  time.now = hour;
  for (let each = 0; each < 2_000; each += 1) seen.changed(`spotify:playlist:other ${each}`);
  time.now += settleMs;
  see([playlist('a'), playlist('b')], 2 * hour);
  expect(names('playlist:a', 'playlist:b')).toEqual([undefined, undefined]);
  see(playlist('a'));
  expect(names('playlist:a')).toEqual(['Playlist a']);
});
