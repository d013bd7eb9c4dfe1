import { listEndpoints } from '@tonearm/spotify-client';
import { describe, expect, test } from 'vitest';
import { cacheRules, maxAgeMs, ruleNameOf, ruleOf } from './cache-rules.js';

const reads = listEndpoints().filter(({ method }) => method === 'GET');

describe('the rules', () => {
  test('know what kind of answer each read gives, and no write', () => {
    const unknown = reads.filter(({ name }) => ruleNameOf(name) === undefined).map(({ name }) => name);
    expect(unknown).toEqual([]);
    const writes = listEndpoints().filter(({ method }) => method !== 'GET');
    expect(writes.filter((row) => ruleOf(row) !== undefined)).toEqual([]);
  });

  test('are all used', () => {
    const used = new Set(reads.map(({ name }) => ruleNameOf(name)));
    expect(Object.keys(cacheRules).filter((name) => !used.has(name as keyof typeof cacheRules))).toEqual([]);
  });

  test('tell apart at least as many kinds as the original system did', () => {
    expect(Object.keys(cacheRules).length).toBeGreaterThanOrEqual(21);
  });

  test.each(Object.entries(cacheRules))('let nothing of kind %s be used for longer than a day', (_, rule) => {
    const { freshForMs, staleForMs, graceMs } = rule;
    expect(freshForMs + Math.max(staleForMs, graceMs)).toBeLessThanOrEqual(maxAgeMs);
  });

  test('keep a row that they do not know by the speed at which the table says that it ages', () => {
    const row = { ...(reads[0] ?? expect.unreachable()), name: 'new.row' };
    expect(ruleOf({ ...row, volatility: 'fast' })?.freshForMs).toBe(30_000);
    expect(ruleOf({ ...row, volatility: 'live' })).toBeUndefined();
  });
});
