import type { NamedEndpoint } from '@tonearm/spotify-client';
import { expect, test } from 'vitest';
import { readParameters } from './api-parameters.js';

const endpoint: NamedEndpoint = {
  name: 'things.change',
  method: 'PUT',
  path: '/things/{id}',
  scopes: [],
  access: 'everyone',
  audience: 'user',
  body: ['name', 'public', 'position'],
  types: {
    ...{ limit: 'integer', type: 'array', public: 'boolean', position: 'integer' },
    ...{ uris: 'array', ids: 'array', device_ids: 'array' },
  },
};
const read = (...words: string[]): unknown => readParameters(words, endpoint);

test('takes every way to write a parameter', () => {
  expect(read('id=a', '--market', 'SE', '--device-id=d', 'public:=false')).toEqual({
    id: 'a',
    market: 'SE',
    device_id: 'd',
    public: false,
  });
});

test('a value may hold =, start with a dash, or be empty', () => {
  expect(read('q=a=b', '--name', '-x', 'fields=')).toEqual({ q: 'a=b', name: '-x', fields: '' });
});

test('what is written twice is a list, and lists of URIs and ids are lists even with one entry', () => {
  expect(read('type=album', 'type=track', 'uris=a', 'device_ids=x,y')).toEqual({
    type: ['album', 'track'],
    uris: ['a'],
    device_ids: ['x', 'y'],
  });
});

test('what is a number, true or false to Spotify is it from text too; an id of digits and a name of digits stay text', () => {
  expect(read('limit=5', 'position=0', 'public=false', 'id=0123', 'id=5', 'name=1984', 'offset=007')).toEqual({
    limit: 5,
    position: 0,
    public: false,
    id: ['0123', '5'],
    name: '1984',
    offset: '007',
  });
  expect(read('limit=many', 'public=no')).toEqual({ limit: 'many', public: 'no' });
});

test.each([['id'], ['--market'], ['=x'], ['public:=nope'], ['-x']])('refuses %s', (word) => {
  expect(() => read(word)).toThrow(expect.objectContaining({ code: 'usage' }));
});
