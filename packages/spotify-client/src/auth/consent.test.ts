import { expect, test } from 'vitest';
import { consentDaysLeft, consentEndsAt } from './consent.js';

const day = (text: string): number => Date.parse(`${text}T12:00:00Z`);

test.each([
  ['2026-01-15', '2026-07-15'],
  ['2026-08-31', '2027-02-28'],
  ['2026-12-31', '2027-06-30'],
  ['2027-08-31', '2028-02-29'],
])('a consent of %s ends on %s', (given, ends) => {
  expect(consentEndsAt(day(given))).toBe(day(ends));
});

test('counts whole days that are left, and none when it has ended', () => {
  const tokens = { accessToken: 'a', expiresAt: 0, scopes: [], authorizedAt: day('2026-01-15') };
  expect(consentDaysLeft(tokens, day('2026-07-14'))).toBe(1);
  expect(consentDaysLeft(tokens, day('2026-07-15') - 1)).toBe(0);
  expect(consentDaysLeft(tokens, day('2027-01-01'))).toBe(0);
  expect(consentDaysLeft({ accessToken: 'a', expiresAt: 0, scopes: [] })).toBeUndefined();
  expect(consentDaysLeft({ accessToken: 'a', expiresAt: 0, scopes: [], authorizedAt: 1e20 })).toBeUndefined();
});
