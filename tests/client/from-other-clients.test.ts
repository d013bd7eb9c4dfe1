import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import * as soundify from '@soundify/web-api';
import * as soundifyPages from '@soundify/web-api/pagination';
import { SpotifyApi } from '@spotify/web-api-ts-sdk';
import * as ours from '@tonearm/spotify-client';
import { expect, test } from 'vitest';
import { root } from '../repository/tree.ts';

const page = readFileSync(join(root, 'docs/guide/from-other-clients.md'), 'utf8');

/** The names in one column of all tables, counted from 0. */
function namesIn(column: number): ReadonlySet<string> {
  const cells = [...page.matchAll(/^\|(.*)\|$/gm)].map(([, line = '']) => line.split('|')[column] ?? '');
  return new Set(cells.flatMap((cell) => [...cell.matchAll(/`([\w.]+)`/g)].map(([, name = '']) => name)));
}

/** The methods of an object's class, but for its constructor. */
function methodsOf(instance: object): readonly string[] {
  return Object.getOwnPropertyNames(Object.getPrototypeOf(instance)).filter((name) => name !== 'constructor');
}

/** Every call of the official client: `currentUser.albums.savedAlbums`. */
function officialCalls(): readonly string[] {
  const walk = (part: object, path: string): readonly string[] => [
    ...methodsOf(part).map((name) => `${path}${name}`),
    ...Object.entries(part)
      .filter(([, inner]) => typeof inner === 'object' && inner !== null && methodsOf(inner).length > 0)
      .filter(([name]) => name !== 'api')
      .flatMap(([name, inner]) => walk(inner, `${path}${name}.`)),
  ];
  const sdk = SpotifyApi.withAccessToken('app', { access_token: '', token_type: '', expires_in: 1, refresh_token: '' });
  const nouns = Object.entries(sdk).filter(
    ([name, part]) => /^[a-z]/.test(name) && Object.getPrototypeOf(part)?.constructor.name.endsWith('Endpoints'),
  );
  return nouns.flatMap(([noun, part]) => walk(part, `${noun}.`));
}

test('every call of ours on the page exists, and every row is on it', () => {
  const rows = ours.listEndpoints().map(({ name }) => name);
  const known = [...rows, ...Object.keys(ours)];
  expect([...namesIn(1)].filter((name) => !known.includes(name))).toEqual([]);
  // The routes from before 2026 have no name elsewhere that the new ones do not have too, and covers have a function that takes bytes.
  const older = /^playlists\.(tracks|\w+Tracks|uploadCover)$|^users\.createPlaylist$/;
  expect(rows.filter((name) => !namesIn(1).has(name) && !older.test(name))).toEqual([]);
});

test('every call of the official client has a place to go', () => {
  const calls = officialCalls();
  const named = [...namesIn(2)].filter((name) => name !== 'search' && !name.startsWith('SpotifyApi.'));
  expect(named.filter((name) => !calls.includes(name))).toEqual([]);
  expect(calls.filter((name) => !named.includes(name))).toEqual([]);
  const makers = [...namesIn(2)].filter((name) => name.startsWith('SpotifyApi.')).map((name) => name.split('.')[1]);
  for (const maker of makers) expect(SpotifyApi).toHaveProperty(maker ?? '');
});

test('every call of spotify-web-api-node has a place to go', () => {
  const SpotifyWebApi = createRequire(import.meta.url)('spotify-web-api-node');
  const calls = Object.keys(SpotifyWebApi.prototype).filter(
    (name) => !/^(_|reset|get(Client|Access|Refresh|Redirect|Cred)|set(Client|Refresh|Redirect|Cred))/.test(name),
  );
  expect([...namesIn(3)].filter((name) => !calls.includes(name))).toEqual([]);
  expect(calls.filter((name) => !namesIn(3).has(name))).toEqual([]);
});

test('every call of soundify has a place to go', () => {
  const calls = Object.keys({ ...soundify, ...soundifyPages }).filter((name) => name !== 'SpotifyError');
  expect([...namesIn(4)].filter((name) => !calls.includes(name))).toEqual([]);
  expect(calls.filter((name) => !namesIn(4).has(name))).toEqual([]);
});
