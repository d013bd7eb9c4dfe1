import { expect, test } from 'vitest';
import { seenItems } from './seen-items.js';

const hour = 3_600_000;
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
  return { time, seen, see: (answer: unknown, ageMs = 0) => seen.see(answer, { moment: seen.moment(), ageMs }) };
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

test('lets go of what was changed, and believes nothing of it that was asked for before', () => {
  const { seen, see } = fixture();
  see([album('a'), album('b')]);
  const before = seen.moment();
  seen.changed('spotify:album:a');
  expect(seen.recall('spotify:album:a')).toBeUndefined();
  seen.see([album('a', { name: 'as it was' }), album('c')], { moment: before, ageMs: 0 });
  expect(seen.recall('spotify:album:a')).toBeUndefined();
  expect(['b', 'c'].map((id) => seen.recall(`spotify:album:${id}`)?.item.name)).toEqual(['Album b', 'Album c']);
  see(album('a', { name: 'as it is' }));
  expect(seen.recall('spotify:album:a')?.item).toMatchObject({ name: 'as it is' });
});

test('believes nothing that was asked for before it was told to forget', () => {
  const { seen } = fixture();
  const before = seen.moment();
  seen.forget();
  seen.see(album('a'), { moment: before, ageMs: 0 });
  expect(seen.recall('spotify:album:a')).toBeUndefined();
});

test('remembers a bounded number of changes; what was asked for before the others is believed no more', () => {
  const { seen, see } = fixture();
  const before = seen.moment();
  seen.changed('spotify:album:a');
  for (let each = 0; each < 2_000; each += 1) seen.changed(`spotify:album:other ${each}`);
  seen.see([album('a'), album('b')], { moment: before, ageMs: 0 });
  expect(['a', 'b'].map((id) => seen.recall(`spotify:album:${id}`))).toEqual([undefined, undefined]);
  see(album('a'));
  expect(seen.recall('spotify:album:a')).toBeDefined();
});
