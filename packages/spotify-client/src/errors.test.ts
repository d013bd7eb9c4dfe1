import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import type { ForbiddenCode, ForbiddenKind } from './errors.js';
import * as errors from './errors.js';

const { AuthenticationError, ForbiddenError, isSpotifyError, NotFoundError, SpotifyError } = errors;

test('every error is known by a marker that all copies of this package share', () => {
  expect(isSpotifyError(new NotFoundError('x', { status: 404 }))).toBe(true);
  expect(isSpotifyError({ [Symbol.for('tonearm.SpotifyError')]: true })).toBe(true);
});

test('nobody who prints an error sees the marker', () => {
  expect(inspect(new NotFoundError('x', { status: 404 }))).not.toContain('Symbol');
});

test.each([new Error('x'), null, undefined, 'text', {}, { code: 'not_found' }])('%j is none of ours', (value) => {
  expect(isSpotifyError(value)).toBe(false);
});

test('every class bears its own name, which a minified bundle keeps', () => {
  for (const [name, Class] of Object.entries(errors)) {
    if (typeof Class !== 'function' || !(Class.prototype instanceof SpotifyError) || name === 'ApiError') continue;
    const instance: Error = Reflect.construct(Class, ['x', { status: 1, kind: 'scope', parameter: 'p', timeoutMs: 1 }]);
    expect(instance.name).toBe(name);
    expect(Object.hasOwn(instance, 'name')).toBe(true);
  }
});

test('an error keeps its cause, its endpoint and its hint, and has none when there is none', () => {
  const cause = new Error('why');
  const error = new AuthenticationError('x', { status: 401, cause, endpoint: 'me.profile', hint: 'Log in.' });
  expect(error).toMatchObject({ cause, endpoint: 'me.profile', hint: 'Log in.', status: 401 });
  expect(Object.keys(new AuthenticationError('x', { status: 401 }))).not.toContain('hint');
  expect('cause' in new AuthenticationError('x', { status: 401 })).toBe(false);
});

test('a refusal has a code for each kind', () => {
  const codes: Readonly<Record<ForbiddenKind, ForbiddenCode>> = {
    premium: 'forbidden_premium',
    'owner-premium': 'forbidden_owner_premium',
    scope: 'forbidden_scope',
    'app-mode': 'forbidden_app_mode',
    'not-allowed': 'forbidden_not_allowed',
    restricted: 'forbidden_restricted',
    unknown: 'forbidden_unknown',
  };
  for (const kind of Object.keys(codes) as readonly ForbiddenKind[]) {
    expect(new ForbiddenError('x', { status: 403, kind }).code).toBe(codes[kind]);
  }
});

test('the headers of an answer are there for who asks, and in no log', () => {
  const headers = new Headers({ date: 'today', 'set-cookie': 'secret=1' });
  const error = new NotFoundError('x', { status: 404, headers });
  expect(error.headers?.get('date')).toBe('today');
  expect(`${inspect(error)} ${JSON.stringify({ ...error })}`).not.toMatch(/today|secret/);
  expect('headers' in new NotFoundError('x', { status: 404 })).toBe(false);
});
