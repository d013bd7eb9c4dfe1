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
  return { time, seen: seenItems({ maxAgeMs: 24 * hour, now: () => time.now }) };
}

test('remembers items wherever they stand in an answer', () => {
  const { seen } = fixture();
  const artist = { type: 'artist', uri: 'spotify:artist:x', name: 'X' };
  seen.see({
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
  const { time, seen } = fixture();
  time.now = 5;
  seen.see(album('a'));
  time.now = 5 + 24 * hour - 1;
  expect(seen.recall('spotify:album:a')?.seenAt).toBe(5);
  time.now += 1;
  expect(seen.recall('spotify:album:a')).toBeUndefined();
});

test('holds what was seen last, in a bounded number', () => {
  const { seen } = fixture();
  seen.see(Array.from({ length: 2_000 }, (_, index) => album(`${index}`)));
  seen.see(album('0'));
  seen.see(album('new'));
  expect(seen.recall('spotify:album:0')).toBeDefined();
  expect(seen.recall('spotify:album:1')).toBeUndefined();
});

test.each([undefined, null, 'text', 5, [], { uri: 'spotify:album:a' }, { type: 'album', uri: 5, name: 'x' }])(
  'finds nothing in %j',
  (answer) => {
    const { seen } = fixture();
    seen.see(answer);
    expect(seen.recall('spotify:album:a')).toBeUndefined();
  },
);

test('forgets everything when it is told to', () => {
  const { seen } = fixture();
  seen.see(album('a'));
  seen.forget();
  expect(seen.recall('spotify:album:a')).toBeUndefined();
});
