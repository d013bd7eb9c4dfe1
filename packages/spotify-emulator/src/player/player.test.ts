import { describe, expect, test } from 'vitest';
import { createClock } from '../clock.js';
import { createRandom } from '../world/random.js';
import { createDevice } from './device.js';
import { Player } from './player.js';

const minute = 60_000;
const around = { adsAfter: () => undefined, canHear: () => true, left: () => {}, idleAfterMs: 30 * minute };
const songs = ['a', 'b', 'c', 'd'].map((name) => `spotify:track:${name}`);

function setUp(seed = 1) {
  const clock = createClock(() => 1_000_000);
  const devices = [createDevice('test', { name: 'Desk', type: 'Computer', is_active: true })];
  const player = new Player({
    ...around,
    clock,
    devices,
    durationOf: () => minute,
    randomFor: (index) => createRandom(seed, 'test', index),
  });
  return { clock, devices, player };
}

describe('time', () => {
  test('moves the position of what plays', () => {
    const { clock, player } = setUp();
    player.start({ uris: songs });
    clock.advance(25_000);
    expect(player.position_ms).toBe(25_000);
  });

  test('does not move the position of what is paused', () => {
    const { clock, player } = setUp();
    player.start({ uris: songs });
    clock.advance(10_000);
    player.pause();
    clock.advance(minute * 60);
    expect(player.position_ms).toBe(10_000);
    player.resume();
    clock.advance(5_000);
    expect(player.position_ms).toBe(15_000);
  });

  test('lets the next one follow, with what is left over', () => {
    const { clock, player } = setUp();
    player.start({ uris: songs });
    clock.advance(2 * minute + 7_000);
    expect([player.item, player.position_ms]).toEqual(['spotify:track:c', 7_000]);
  });

  test('ends at the end of the context, at its beginning', () => {
    const { clock, player } = setUp();
    player.start({ uris: songs });
    clock.advance(60 * minute);
    expect([player.item, player.is_playing, player.position_ms]).toEqual(['spotify:track:a', false, 0]);
  });

  test('stops when the active device is gone', () => {
    const { clock, devices, player } = setUp();
    player.start({ uris: songs });
    for (const device of devices) device.is_active = false;
    clock.advance(1_000);
    expect(player.is_playing).toBe(false);
  });
});

describe('repeat', () => {
  test('begins the context again', () => {
    const { clock, player } = setUp();
    player.start({ uris: songs });
    player.repeat_state = 'context';
    clock.advance(5 * minute + 1_000);
    expect([player.item, player.is_playing, player.position_ms]).toEqual(['spotify:track:b', true, 1_000]);
  });

  test('plays one track for ever, but skips on command', () => {
    const { clock, player } = setUp();
    player.start({ uris: songs });
    player.repeat_state = 'track';
    clock.advance(10 * minute);
    expect(player.item).toBe('spotify:track:a');
    player.next();
    expect(player.item).toBe('spotify:track:b');
  });

  test('catches up with a hundred years at once', () => {
    const { clock, player } = setUp();
    player.start({ uris: songs });
    player.repeat_state = 'context';
    clock.advance(100 * 365 * 24 * 60 * minute + 2 * minute);
    expect(player.item).toBe('spotify:track:c');
  });
});

describe('queue', () => {
  test('comes before the rest of the context, which then goes on', () => {
    const { clock, player } = setUp();
    player.start({ uris: songs });
    player.queue.push('spotify:track:x');
    expect(player.upcoming(3)).toEqual(['spotify:track:x', 'spotify:track:b', 'spotify:track:c']);
    clock.advance(minute);
    expect(player.item).toBe('spotify:track:x');
    clock.advance(minute);
    expect(player.item).toBe('spotify:track:b');
  });
});

test('things of unknown length do not turn for ever on the spot', () => {
  const { clock, devices } = setUp();
  const player = new Player({
    ...around,
    clock,
    devices,
    durationOf: () => undefined,
    randomFor: (index) => createRandom(1, 'test', index),
  });
  player.start({ uris: ['spotify:local:a', 'spotify:local:b'] });
  player.queue.push('spotify:local:c');
  player.repeat_state = 'context';
  clock.advance(365 * 24 * 60 * minute);
  expect(player.is_playing).toBe(true);
});

describe('shuffle', () => {
  const order = (seed: number): readonly (string | null)[] => {
    const { player } = setUp(seed);
    player.start({ uris: songs });
    player.shuffle_state = true;
    return [player.item, ...player.upcoming(10)];
  };

  test('keeps the present track and plays every other once', () => {
    expect(order(3)[0]).toBe('spotify:track:a');
    expect([...order(3)].sort()).toEqual(songs);
  });

  test('is the same for the same seed', () => {
    expect(order(3)).toEqual(order(3));
    expect(new Set([1, 2, 3, 4, 5, 6].map((seed) => order(seed).join())).size).toBeGreaterThan(1);
  });

  test('goes back to the straight order from where it is', () => {
    const { player } = setUp();
    player.start({ uris: songs, index: 2 });
    player.shuffle_state = true;
    player.shuffle_state = false;
    expect([player.item, ...player.upcoming(10)]).toEqual(['spotify:track:c', 'spotify:track:d']);
  });
});

describe('commands', () => {
  test('previous goes back, and stays at the first', () => {
    const { player } = setUp();
    player.start({ uris: songs, index: 1 });
    player.previous();
    player.previous();
    expect(player.item).toBe('spotify:track:a');
  });

  test('to seek past the end is to skip', () => {
    const { player } = setUp();
    player.start({ uris: songs });
    player.seek(minute);
    expect([player.item, player.position_ms]).toEqual(['spotify:track:b', 0]);
    // Paused, too: then it plays on.
    player.pause();
    player.seek(minute);
    expect([player.item, player.position_ms, player.is_playing]).toEqual(['spotify:track:c', 0, true]);
  });

  test('what was played for half a minute is remembered, newest first', () => {
    const { clock, player } = setUp();
    player.start({ uris: songs, context: 'spotify:album:x' });
    clock.advance(2 * minute + 10_000);
    player.next();
    expect(player.recent().map(({ uri, playedAt }) => [uri, playedAt - 1_000_000])).toEqual([
      ['spotify:track:b', 2 * minute],
      ['spotify:track:a', minute],
    ]);
  });

  test('no more than fifty are remembered', () => {
    const { clock, player } = setUp();
    player.start({ uris: songs });
    player.repeat_state = 'context';
    for (let played = 0; played < 60; played += 1) {
      clock.advance(minute);
      player.recent();
    }
    expect(player.recent().length).toBe(50);
  });
});

describe('at its edges', () => {
  test('previous stays at the first also where one track repeats', () => {
    const { player } = setUp();
    player.start({ uris: songs });
    player.repeat_state = 'track';
    player.previous();
    expect(player.item).toBe(songs[0]);
  });

  test('a context of one track on repeat has that one before it', () => {
    const { player } = setUp();
    player.start({ uris: ['spotify:track:a'] });
    expect(player.hasPrevious).toBe(false);
    player.repeat_state = 'context';
    expect(player.hasPrevious).toBe(true);
  });

  test('what is queued is heard in its turn, however long nobody looks', () => {
    const { clock, player } = setUp();
    player.start({ uris: songs });
    player.repeat_state = 'context';
    player.queue.push('spotify:track:queued');
    const startedAt = clock.now();
    clock.advance(12 * minute);
    expect(player.recent().find(({ uri }) => uri === 'spotify:track:queued')?.playedAt).toBe(startedAt + 2 * minute);
  });

  test('to shuffle what is shuffled leaves the order as it is', () => {
    const { player } = setUp();
    player.start({ uris: Array.from({ length: 20 }, (_, place) => `spotify:track:${place}`) });
    player.shuffle_state = true;
    const before = player.upcoming(20);
    player.shuffle_state = true;
    expect(player.upcoming(20)).toEqual(before);
  });
});
