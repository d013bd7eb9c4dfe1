import { expect, test } from 'vitest';
import { rejection } from '../../test-support/fake-fetch.js';
import { InvalidParameterError } from '../errors.js';
import { apiPath, pathParameters } from './api-path.js';

const smuggled = [
  '../../me/player?x=',
  '..',
  '.',
  'a/b',
  'a\\b',
  'a?market=DE',
  'a#b',
  'a%2Fb',
  '%2e%2e',
  'a b',
  'a\n',
  ' a',
  'ａ',
  'a;b',
  'a@b',
  '{id}',
  '',
  'spotify:album:a1',
  'https://open.spotify.com/album/a1?si=x',
];

test.each(smuggled)('refuses %j as an id and names the parameter', async (id) => {
  const error = await rejection((async () => apiPath('/albums/{id}', { id }, 'albums.get'))());
  expect(error).toBeInstanceOf(InvalidParameterError);
  expect(error).toMatchObject({ parameter: 'id', endpoint: 'albums.get', code: 'invalid_parameter' });
});

test.each([undefined, null, 7, true, ['a'], { toString: () => 'a' }])('refuses %j in place of a text', (id) => {
  expect(() => apiPath('/albums/{id}', { id })).toThrow(InvalidParameterError);
});

test('takes the names of people, which hold other letters, and still none that leads elsewhere', () => {
  expect(apiPath('/users/{user_id}', { user_id: 'j.smith_é' })).toBe('/users/j.smith_%C3%A9');
  for (const user_id of ['..', '.', 'a/b', 'a?b', 'a%2fb', 'spotify:user:x', 'a b', '', '\ud800', 'a\u0000']) {
    expect(() => apiPath('/users/{user_id}', { user_id })).toThrow(InvalidParameterError);
  }
});

test('fills every placeholder', () => {
  expect(apiPath('/a/{one}/b/{two}', { one: 'x-1', two: 'y_2' })).toBe('/a/x-1/b/y_2');
});

test('does not read inherited properties as parameters', () => {
  expect(() => apiPath('/a/{constructor}', {})).toThrow(InvalidParameterError);
});

test('does not fill placeholders inside of values', () => {
  expect(() => apiPath('/a/{one}/{two}', { one: '{two}', two: 'y' })).toThrow(InvalidParameterError);
});

test('helps a person who gave a URI or a URL', async () => {
  const hintOf = async (id: string) => rejection((async () => apiPath('/albums/{id}', { id }))());
  expect(await hintOf('spotify:album:a1')).toMatchObject({ hint: expect.stringContaining('URI') });
  expect(await hintOf('https://open.spotify.com/album/a1')).toMatchObject({ hint: expect.stringContaining('URL') });
});

test('names the parameters of a path', () => {
  expect(pathParameters('/a/{one}/b/{two_2}')).toEqual(['one', 'two_2']);
});
