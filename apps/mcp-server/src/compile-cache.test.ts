import { join } from 'node:path';
import { expect, test } from 'vitest';
import { compileCacheFolder } from './compile-cache.js';

test.each([
  ['the folder that is named for caches', { XDG_CACHE_HOME: '/caches', HOME: '/people/ada' }, 'linux', '/caches'],
  ['the one that Windows names', { LOCALAPPDATA: '/local', HOME: '/people/ada' }, 'win32', '/local'],
  ['nothing of Windows elsewhere', { LOCALAPPDATA: '/local', HOME: '/people/ada' }, 'linux', '/people/ada/.cache'],
  ['a folder in the home of the person', { HOME: '/people/ada' }, 'darwin', '/people/ada/.cache'],
] as const)('compiled code is kept in %s', (_, environment, platform, caches) => {
  expect(compileCacheFolder(environment, platform)).toBe(join(caches, 'tonearm', 'compiled'));
});
