import { circuitBreaker, cooldown } from '@tonearm/resilience';
import { circuitBreaker as bareBreaker, ConsecutiveBreaker, handleAll } from 'cockatiel';
import CircuitBreaker from 'opossum';
import { interleaved, repeated } from '../interleaved.ts';
import { type Measured, minOf } from './report.ts';

const fail = (): Promise<never> => Promise.reject(new Error('no'));
const work = async (): Promise<number> => 1;

const openBreaker = 'ours: open circuit';
const closedGate = 'ours: cooldown';

/** What it costs to refuse a call. */
export async function rejections(rounds: number): Promise<Measured> {
  const breaker = circuitBreaker({ trip: { consecutive: 1 }, openForMs: 3_600_000, maxOpenForMs: 3_600_000 });
  await quietly(breaker.execute(fail));
  const gate = cooldown({ cooldownOf: () => 3_600_000 });
  await quietly(gate.execute(fail));
  const bare = bareBreaker(handleAll, { halfOpenAfter: 3_600_000, breaker: new ConsecutiveBreaker(1) });
  await quietly(bare.execute(fail));
  const opossum = new CircuitBreaker(work, { timeout: false });
  opossum.open();
  const timings = await interleaved(
    [
      repeated(openBreaker, () => quietly(breaker.execute(work))),
      repeated(closedGate, () => quietly(gate.execute(work))),
      repeated('cockatiel: open circuit', () => quietly(bare.execute(work))),
      repeated('opossum: open circuit', () => quietly(opossum.fire())),
    ],
    { rounds, times: 20_000 },
  );
  opossum.shutdown();
  return {
    name: 'R3: a call that is refused',
    timings,
    targets: [
      { what: 'nanoseconds of an open circuit', value: minOf(timings, openBreaker), atMost: 1_500 },
      { what: 'nanoseconds of a cooldown', value: minOf(timings, closedGate), atMost: 1_500 },
    ],
  };
}

async function quietly(call: Promise<unknown>): Promise<void> {
  try {
    await call;
  } catch {
    // To be refused is what is measured.
  }
}
