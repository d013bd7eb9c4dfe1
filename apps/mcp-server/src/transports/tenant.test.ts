import { expect, test } from 'vitest';
import { tenantFinder } from './tenant.js';

const anna = { name: 'anna', token: 'a-token-of-anna' };
const ben = { name: 'ben', token: 'a-token-of-ben' };
const find = tenantFinder([anna, ben]);

test('a right token says whose client it is', () => {
  expect(find('Bearer a-token-of-anna')).toBe(anna);
  expect(find('bearer a-token-of-ben')).toBe(ben);
});

test.each([undefined, '', 'Bearer', 'Bearer ', 'Bearer wrong', 'Bearer a-token-of-ben2', 'Basic a-token-of-ben'])(
  'refuses %s',
  (authorization) => {
    expect(find(authorization)).toBeUndefined();
  },
);

test('nobody is asked where there is no token', () => {
  const open = { name: 'only' };
  expect(tenantFinder<{ name: string; token?: string }>([open])(undefined)).toBe(open);
});
