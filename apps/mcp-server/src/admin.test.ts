import type { HealthPurpose, Runtime } from '@tonearm/tools/runtime';
import { describe, expect, test } from 'vitest';
import { createAdmin } from './admin.js';
import { createLazyRuntime } from './lazy-runtime.js';

/** An admin over a runtime that is as well as the test says, for each purpose. */
async function admin(statuses: Partial<Record<HealthPurpose, string>>, { isDraining = false, isMade = true } = {}) {
  const health = async (purpose: HealthPurpose) => ({ status: statuses[purpose] ?? 'healthy', reasons: [purpose] });
  let made = 0;
  const runtime = createLazyRuntime(async () => {
    made += 1;
    return { health } as unknown as Runtime;
  });
  if (isMade) await runtime.get();
  const answer = createAdmin({ runtimes: [runtime], isDraining: () => isDraining });
  const ask = async (path: string) => {
    const { status, body } = (await answer(path)?.(undefined)) ?? expect.unreachable();
    return [status, JSON.parse(body).status];
  };
  return { ask, made: () => made };
}

describe('/livez', () => {
  test('is red when the process is stuck, and only then', async () => {
    const stuck = await admin({ liveness: 'unhealthy' });
    expect(await stuck.ask('/livez')).toEqual([503, 'unhealthy']);
    const spotifyIsDown = await admin({ readiness: 'unhealthy' });
    expect(await spotifyIsDown.ask('/livez')).toEqual([200, 'healthy']);
  });

  test('makes no runtime: who has not begun to work cannot be stuck', async () => {
    const fresh = await admin({}, { isMade: false });
    expect(await fresh.ask('/livez')).toEqual([200, 'healthy']);
    expect(fresh.made()).toBe(0);
  });
});

describe('/readyz', () => {
  test.each([
    ['healthy', 200],
    ['degraded', 200],
    ['unhealthy', 503],
  ])('while things are %s answers %i', async (status, expected) => {
    const { ask } = await admin({ readiness: status });
    expect(await ask('/readyz')).toEqual([expected, status]);
  });

  test('is red while the server stops', async () => {
    const { ask } = await admin({}, { isDraining: true });
    expect(await ask('/readyz')).toEqual([503, 'stopping']);
  });
});

test('a process is as well as the worst of those whom it serves', async () => {
  const of = (status: string) =>
    createLazyRuntime(async () => ({ health: async () => ({ status }) }) as unknown as Runtime);
  const ask = createAdmin({ runtimes: [of('healthy'), of('unhealthy'), of('degraded')], isDraining: () => false });
  expect(await ask('/readyz')?.(undefined)).toMatchObject({ status: 503, body: '{"status":"unhealthy"}\n' });
});

test('shows nobody figures without knowing whose', () => {
  const runtime = createLazyRuntime(async () => ({}) as unknown as Runtime);
  const ask = createAdmin({ runtimes: [runtime], isDraining: () => false });
  expect([ask('/metrics'), ask('/cache/stats')]).toEqual([undefined, undefined]);
  expect(ask('/metrics', runtime)).toBeDefined();
});
