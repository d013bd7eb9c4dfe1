// The process of one case: says when it is ready, and takes a turn when it is told to.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Case, Cases } from './case.ts';
import { processorTime, processorTimeWith } from './clocks.ts';

const kinds = {
  memory: async () => (await import('./memory-cases.ts')).memoryCases(),
  hits: async (url) => (await import('./hit-cases.ts')).hitCases(url),
  many: async (url) => (await import('./many-cases.ts')).manyCases(url),
  kept: async (url) => (await import('./keep-cases.ts')).keepCases(url),
  invalidations: async (url) => (await import('./invalidation-cases.ts')).invalidationCases(url),
  codecs: async () => (await import('./codecs.ts')).codecCases(),
} satisfies Readonly<Record<string, (url: string) => Promise<Cases>>>;

/** Which cases compete, and where. */
export interface Contest {
  readonly kind: keyof typeof kinds;
  /** The Redis that all use; its time on the processor counts too. */
  readonly redis?: { readonly url: string; readonly pid: number };
  /** The processor's core that all keep to. */
  readonly core?: number | undefined;
}

/** Longer than from one collection of garbage to the next, so that whoever makes it pays for it. */
const turnMs = 100;

// Whoever measures is gone without a word; a connection to Redis would keep this one alive.
process.on('disconnect', () => process.exit());
const { kind, redis, name }: Contest & { readonly name?: string } = JSON.parse(process.argv[2] ?? '');
const { cases, close }: Cases = await kinds[kind](redis?.url ?? '');
if (name === undefined) {
  await new Promise((resolve) =>
    process.send?.(
      cases.map((each) => each.name),
      resolve,
    ),
  );
  process.exit(0);
}
const mine = cases.find((each) => each.name === name);
if (mine === undefined) throw new Error(`There is no case ${name}`);
const clock = redis === undefined ? processorTime : processorTimeWith(redis.pid);
setFlagsFromString('--expose-gc');
const collectGarbage: (options: { readonly type: 'minor' }) => void = runInNewContext('gc');

let times = mine.times ?? 16;
process.on('message', async (message) => {
  if (message === 'turn') process.send?.(await takeTurn(mine, times));
  else if (message === 'warm-up') process.send?.(await warmUp(mine));
  else {
    close?.();
    process.exit(0);
  }
});
process.send?.('ready');

/** Nanoseconds for each time. */
async function takeTurn({ prepare, run }: Case, count: number): Promise<number> {
  await prepare?.();
  collectGarbage({ type: 'minor' });
  const startedAt = clock();
  await run(count);
  return (clock() - startedAt) / count;
}

/** Takes a turn that does not count, and finds out how often fits into one. Nanoseconds for each time. */
async function warmUp(each: Case): Promise<number> {
  const tookNs = await takeTurn(each, times);
  if (each.times === undefined) times = Math.ceil(times * Math.min(4, (turnMs * 1e6) / (tookNs * times)));
  return tookNs;
}
