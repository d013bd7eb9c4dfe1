import { expect, test } from 'vitest';
import { readRedirect } from './redirect.js';

test('an address of this machine gives host, port and path; no port takes any', () => {
  expect(readRedirect('http://127.0.0.1:8888/back')).toEqual({ host: '127.0.0.1', port: 8888, path: '/back' });
  expect(readRedirect('http://127.0.0.1/callback')).toEqual({ host: '127.0.0.1', port: 0, path: '/callback' });
  expect(readRedirect('http://[::1]:1/callback').host).toBe('[::1]');
});

test.each(['http://localhost:8888/callback', 'https://example.com/callback', 'http://10.0.0.1/callback', 'nonsense'])(
  'refuses %s, and says what to use',
  (address) => {
    expect(() => readRedirect(address)).toThrow(
      expect.objectContaining({ code: 'usage', hint: expect.stringContaining('127.0.0.1') }),
    );
  },
);
