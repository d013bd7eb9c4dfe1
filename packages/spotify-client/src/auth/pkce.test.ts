import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { createPkce } from './pkce.js';

test('makes a verifier as RFC 7636 wants it, and its challenge', async () => {
  const { verifier, challenge } = await createPkce();
  expect(verifier).toMatch(/^[A-Za-z0-9_-]{43,128}$/);
  expect(challenge).toBe(createHash('sha256').update(verifier).digest('base64url'));
});

test('never makes the same twice', async () => {
  const made = await Promise.all(Array.from({ length: 20 }, createPkce));
  expect(new Set(made.map(({ verifier }) => verifier)).size).toBe(20);
});
