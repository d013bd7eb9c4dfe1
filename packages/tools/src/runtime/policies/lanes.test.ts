import type { CallOptions, Priority } from '@tonearm/spotify-client';
import { expect, test } from 'vitest';
import { priorityOf } from '../priority-of.js';
import { laneOf } from './lanes.js';

test('playback goes before everything, warming last', () => {
  const lane = (name: string, priority?: 'user' | 'background') =>
    laneOf({ endpoint: { name }, options: priority === undefined ? {} : { priority } } as Parameters<typeof laneOf>[0]);
  expect([lane('player.pause'), lane('albums.get'), lane('albums.get', 'background')]).toEqual([0, 1, 2]);
});

/** A load that is begun in the background, and when somebody comes to wait for it. */
function begunBehind(priority: CallOptions['priority'] = 'background') {
  let want = (): void => undefined;
  const whenWanted = (listener: () => void): void => {
    want = listener;
  };
  const loaded = priorityOf({ priority }, { whenWanted });
  const lane = laneOf({ endpoint: { name: 'albums.get' }, options: { priority: loaded } });
  if (typeof lane === 'number') return expect.unreachable();
  return { lane, want: () => want() };
}

test('the lane of a call changes with its priority, and whoever has stopped hearing of it is told no more', () => {
  const { lane, want } = begunBehind();
  const [seen, stopped]: [number[], number[]] = [[lane.current], []];
  lane.onChange(() => seen.push(lane.current));
  lane.onChange(() => stopped.push(lane.current))();
  want();
  expect([seen, stopped, lane.current]).toEqual([[2, 1], [], 1]);
});

test('a priority that changes by itself changes the lane too', () => {
  const listeners = new Set<() => void>();
  let current: Priority = 'background';
  const { lane } = begunBehind({
    get current() {
      return current;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  });
  const seen: number[] = [lane.current];
  const stop = lane.onChange(() => seen.push(lane.current));
  current = 'user';
  for (const listener of listeners) listener();
  stop();
  expect([seen, listeners.size]).toEqual([[2, 1], 0]);
});
