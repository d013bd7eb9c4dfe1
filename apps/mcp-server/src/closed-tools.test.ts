import { type AppAccess, selectTools } from '@tonearm/tools';
import { expect, test } from 'vitest';
import { closedToolError, followClosedTools } from './closed-tools.js';

/** What is known of an app, and grows when a test says so. */
function growing() {
  let known: AppAccess = {};
  const listeners = new Set<() => void>();
  return {
    known: () => known,
    onChange(changed: () => void) {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    learn(lesson: AppAccess) {
      known = { ...known, ...lesson };
      for (const changed of listeners) changed();
    },
  };
}

const all = selectTools({ toolsets: ['all'] });
const openTo = (access: AppAccess) => selectTools({ toolsets: ['all'], access });

test('follows what becomes known, and tells of it when that closes or opens a tool', () => {
  const access = growing();
  const closed = followClosedTools(all, openTo, access) ?? expect.unreachable();
  let heard = 0;
  const stop = closed.onChange(() => {
    heard += 1;
  });
  const names = (): readonly string[] => [...closed.names()];
  expect([names(), closed.isSettled()]).toEqual([[], false]);
  access.learn({ extended: true });
  expect([names(), heard, closed.isSettled()]).toEqual([[], 0, true]);
  access.learn({ legacy: false });
  expect([names(), heard]).toEqual([['get_recommendations', 'get_audio_features'], 1]);
  access.learn({ legacy: true });
  expect([names(), heard]).toEqual([[], 2]);
  stop();
  access.learn({ extended: false, legacy: false });
  expect([names().length, heard]).toEqual([4, 2]);
});

test('gives the same names until there are others, so that a list made of them can be kept', () => {
  const access = growing();
  const closed = followClosedTools(all, openTo, access);
  const before = closed?.names();
  access.learn({ extended: true });
  expect(closed?.names()).toBe(before);
});

test('there is nothing to follow where no tool can be closed', () => {
  expect(followClosedTools(selectTools(), (access) => selectTools({ access }), growing())).toBeUndefined();
});

test('a closed tool says when and to whom Spotify closed it, and that nothing was sent', () => {
  const errorOf = (name: string) => closedToolError(all.find((tool) => tool.name === name) ?? expect.unreachable());
  expect(errorOf('get_user').message).toContain('Development Mode');
  expect(errorOf('get_recommendations').message).toContain('2024-11-27');
  for (const name of ['get_user', 'get_recommendations'])
    expect(errorOf(name)).toMatchObject({
      code: 'forbidden_app_mode',
      hint: expect.stringContaining('Nothing was sent'),
    });
});
