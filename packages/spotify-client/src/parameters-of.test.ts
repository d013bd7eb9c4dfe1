import { expect, test } from 'vitest';
import { listEndpoints } from './endpoints/index.js';
import { parametersOf } from './parameters-of.js';

const namesOf = (name: string) =>
  parametersOf(listEndpoints().find((row) => row.name === name) ?? expect.unreachable(`There is no ${name}.`));

test('names what a call needs, the path first, and what it may bring', () => {
  expect(namesOf('albums.tracks')).toEqual({ required: ['id'], optional: ['limit', 'offset', 'market'] });
  expect(namesOf('playlists.addItems')).toEqual({ required: ['playlist_id', 'uris'], optional: ['position'] });
  expect(namesOf('me.profile')).toEqual({ required: [], optional: [] });
});
