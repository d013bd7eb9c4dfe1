import type { Read } from '@tonearm/tests/traces';
import { freePort } from '@tonearm/tooling/services';
import { contestants } from './contestants.ts';

const read: Read = {
  ...{ kind: 'read', atMs: 0, process: 0, user: undefined, key: 'first', tags: [] },
  ...{ freshForMs: 60_000, staleForMs: 0 },
};

/** How much longer than the origin the very first question takes when nobody listens where Redis should be; null after five seconds. */
export async function firstCallWithoutRedis(name: string, originMs: number): Promise<number | null> {
  const contestant = contestants[name]?.(`redis://127.0.0.1:${await freePort()}`, 1);
  const startedAt = performance.now();
  const load = () => new Promise<string>((resolve) => setTimeout(() => resolve('value'), originMs));
  const asked = contestant?.read(read, load).then(
    () => performance.now() - startedAt - originMs,
    () => null,
  );
  const tooLate = new Promise<null>((resolve) => setTimeout(() => resolve(null), 5_000).unref());
  return (await Promise.race([asked, tooLate])) ?? null;
}
