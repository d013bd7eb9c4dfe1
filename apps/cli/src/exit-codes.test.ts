import { expect, test } from 'vitest';
import { exitCodeOf, exitCodes } from './exit-codes.js';

test('every error code that is documented ends with its exit code', () => {
  for (const { value, errors } of exitCodes) {
    for (const error of errors.filter((code) => /^[a-z_]+$/.test(code))) expect(exitCodeOf(error)).toBe(value);
  }
});

test('every kind of refusal but a missing scope ends with 6', () => {
  expect(exitCodeOf('forbidden_app_mode')).toBe(6);
  expect(exitCodeOf('forbidden')).toBe(6);
  expect(exitCodeOf('forbidden_scope')).toBe(4);
});

test('what is not documented is a failure', () => {
  expect(exitCodeOf('server_error')).toBe(1);
});
