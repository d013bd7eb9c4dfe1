import { createHash } from 'node:crypto';
import { afterEach, expect, test, vi } from 'vitest';
import { createPkce } from './pkce.js';
import { startConsent } from './start-consent.js';

afterEach(() => vi.restoreAllMocks());

test('makes a verifier as RFC 7636 wants it, and its challenge', async () => {
  const { verifier, challenge } = await createPkce();
  expect(verifier).toMatch(/^[A-Za-z0-9_-]{43,128}$/);
  expect(challenge).toBe(createHash('sha256').update(verifier).digest('base64url'));
});

test('never makes the same twice', async () => {
  const made = await Promise.all(Array.from({ length: 20 }, createPkce));
  expect(new Set(made.map(({ verifier }) => verifier)).size).toBe(20);
});

test('takes what nobody may guess from the secure random numbers of the platform, and from nowhere else', async () => {
  const asked: number[] = [];
  vi.spyOn(crypto, 'getRandomValues').mockImplementation((bytes) => {
    asked.push(bytes?.byteLength ?? 0);
    if (bytes instanceof Uint8Array) bytes.fill(asked.length);
    return bytes;
  });
  const weak = vi.spyOn(Math, 'random');
  const text = (bytes: number, value: number): string => Buffer.alloc(bytes, value).toString('base64url');
  expect((await createPkce()).verifier).toBe(text(48, 1));
  const consent = { clientId: 'app', redirectUri: 'http://127.0.0.1/callback', scopes: [] };
  expect((await startConsent(consent)).state).toBe(text(16, 2));
  expect(asked).toEqual([48, 16, 48]);
  expect(weak).not.toHaveBeenCalled();
});
