import { retry } from '@tonearm/resilience';
import { retry as bareRetry, ConstantBackoff, handleAll } from 'cockatiel';
import type { Measured } from './report.ts';

const calls = 1_000;

/** How often something that always fails is called for each call: what an outage gets on top of the usual load. */
export async function attemptsAtTotalFailure(): Promise<Measured> {
  const policy = retry({ attempts: 4, initialDelayMs: 0 });
  const bare = bareRetry(handleAll, { maxAttempts: 3, backoff: new ConstantBackoff(0) });
  const ours = await attempts((fail) => policy.execute(fail, { idempotent: true }));
  const theirs = await attempts((fail) => bare.execute(fail));
  return {
    name: 'R6: attempts for each call when everything fails',
    timings: [],
    targets: [
      { what: 'ours, up to four attempts', value: ours, atMost: 1.2 },
      { what: 'cockatiel, up to four attempts', value: theirs },
    ],
  };
}

async function attempts(execute: (fail: () => Promise<never>) => Promise<unknown>): Promise<number> {
  let made = 0;
  for (let call = 0; call < calls; call += 1) {
    try {
      await execute(() => {
        made += 1;
        return Promise.reject(new Error('no'));
      });
    } catch {
      // All of them fail.
    }
  }
  return made / calls;
}
