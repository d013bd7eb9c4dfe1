// How many calls are answered in time while the other side fails and stalls, and how soon after it has recovered.
// node goodput.ts [--rounds 3] [--write]   Needs a build of packages/resilience.
import { parseArgs } from 'node:util';
import { contestants } from './goodput/contestants.ts';
import { type Outcome, probePeriodMs, runRound, scale, type Trouble } from './goodput/scenario.ts';
import { medianOf } from './interleaved.ts';
import { judge, type Measured, print, type Target, writeReport } from './policies/report.ts';

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '3' }, write: { type: 'boolean', default: false } },
});
const rounds = Math.max(1, Number(values.rounds));

type Summary = Outcome & { readonly name: string };

/** What came of a trouble for each contestant, ours first: the medians, and the slowest recovery of all rounds. */
async function compare(troubles: readonly Trouble[]): Promise<readonly Summary[]> {
  const outcomes = new Map<string, Outcome[]>(contestants().map(({ name }) => [name, []]));
  for (let round = 1; round <= rounds; round += 1) {
    for (const trouble of troubles) {
      // All at the same time, each before a server of its own that fails in the same way, so that the machine is the same for all.
      await Promise.all(
        contestants().map(async (each) => {
          const outcome = await runRound(each, trouble, round);
          outcomes.get(each.name)?.push(outcome);
        }),
      );
    }
  }
  return [...outcomes].map(([name, all]) => {
    const median = (figure: keyof Outcome): number => round3(medianOf(all.map((outcome) => outcome[figure])));
    return {
      name,
      goodput: median('goodput'),
      goodputOverall: median('goodputOverall'),
      recoveryMs: round3(Math.max(...all.map(({ recoveryMs }) => recoveryMs))),
      requestsPerCall: median('requestsPerCall'),
    };
  });
}

function recovery({ recoveryMs }: Summary): Target {
  const value = round3(recoveryMs / (probePeriodMs * scale));
  return { what: 'slowest recovery, in periods of the probe', value, atMost: 2 };
}

/** A third of the requests fails and some stall. */
async function sick(): Promise<Measured & { readonly found: readonly Summary[] }> {
  const found = await compare([{ seconds: 60, failureShare: 0.3, stallShare: 0.1 }]);
  const [ours, ...theirs] = found;
  if (ours === undefined) throw new Error('Nobody was measured');
  const ratios = theirs.flatMap(({ name, goodput, goodputOverall }): Target[] => [
    { what: `during the trouble, times ${name}`, value: round3(ours.goodput / goodput), atLeast: 1.3 },
    { what: `over the whole run, times ${name}`, value: round3(ours.goodputOverall / goodputOverall), atLeast: 1.3 },
    { what: `what answering every call would be, times ${name}`, value: round3(1 / goodputOverall) },
  ]);
  return { name: 'S5: calls answered in time', timings: [], targets: [...ratios, recovery(ours)], found };
}

/** Nothing is answered for a while, so that every circuit is open when it ends, in another part of its period each time. */
async function dead(): Promise<Measured & { readonly found: readonly Summary[] }> {
  const found = await compare([20, 28, 35].map((seconds) => ({ seconds, failureShare: 1, stallShare: 0 })));
  const [ours] = found;
  if (ours === undefined) throw new Error('Nobody was measured');
  return { name: 'recovery from an outage', timings: [], targets: [recovery(ours)], found };
}

const measured = [await sick(), await dead()];
for (const each of measured) {
  print(each);
  console.table(each.found);
}
if (values.write)
  writeReport(
    'goodput',
    measured.map(({ found, ...rest }) => ({ ...rest, found, scale })),
    rounds,
  );
// What keeps timers of its own, as one of theirs does, is no longer needed.
process.exit(measured.flatMap(judge).length === 0 ? 0 : 1);

function round3(value: number): number {
  return Math.round(value * 1000) / 1000;
}
