import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';

// Starts a process: a busy machine may take its time.
vi.setConfig({ testTimeout: 30_000 });

/** Makes calls under every policy that there is, well, failing and left, and says which timers are left afterwards. */
const script = `
  import * as r from '@tonearm/resilience';
  const long = 3_600_000;
  const limiter = { take: async () => 0, describe: () => 'as many as you like' };
  const all = r.wrap(
    r.deadline({ timeoutMs: long }),
    r.fallback({ steps: [] }),
    r.bulkhead({ limit: 2 }),
    r.adaptiveThrottle({ random: () => 1 }),
    r.retry({ initialDelayMs: 1 }),
    r.cooldown({ cooldownOf: (error) => (error.message === 'hush' ? 5 : undefined) }),
    r.tokenBucket({ ratePerSecond: 1_000, burst: 2 }),
    r.rateLimit({ limiter: r.insured({ limiter, ratePerSecond: 1_000 }) }),
    r.circuitBreaker({ trip: { consecutive: 100 } }),
    r.hedge({ after: long }),
    r.timeout({ timeoutMs: long }),
    r.chaos({}),
  );
  all.on(() => undefined);
  const idempotent = true;
  const fail = (message) => all.execute(() => Promise.reject(new Error(message)), { idempotent }).catch(() => undefined);
  const leaving = new AbortController();
  const left = Array.from({ length: 5 }, () =>
    all.execute(() => new Promise(() => undefined), { signal: leaving.signal, idempotent }).catch(() => undefined));
  setTimeout(() => leaving.abort(), 20);
  await Promise.all(left);
  await Promise.all([all.execute(async () => 1), all.execute(async () => 2), fail('no'), fail('hush')]);
  await r.health([{ name: 'well', timeoutMs: long, check: async () => undefined }]).report();
  process.stdout.write(JSON.stringify(process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout')));
`;

test('when all calls are done, no policy keeps a timer, and the process ends by itself', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    encoding: 'utf8',
    timeout: 20_000,
  });
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '[]', stderr: '' });
});
