// How many calls are answered in time while the other side fails and stalls, and how soon after it has recovered.
// node goodput.ts [--rounds 3] [--write]   Needs a build of packages/resilience.
import { parseArgs } from 'node:util';
import { contestants } from './goodput/contestants.ts';
import { type Outcome, probePeriodMs, runRound, scale } from './goodput/scenario.ts';
import { medianOf } from './interleaved.ts';
import { judge, type Measured, print, writeReport } from './policies/report.ts';

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '3' }, write: { type: 'boolean', default: false } },
});
const rounds = Math.max(1, Number(values.rounds));

const outcomes = new Map<string, Outcome[]>();
for (let round = 1; round <= rounds; round += 1) {
  // All at the same time, each before a server of its own that fails in the same way, so that the machine is the same for all.
  await Promise.all(
    contestants().map(async (each) => {
      const outcome = await runRound(each, round);
      outcomes.set(each.name, [...(outcomes.get(each.name) ?? []), outcome]);
    }),
  );
}

const summary = contestants().map(({ name, close }) => {
  close?.();
  const all = outcomes.get(name) ?? [];
  const median = (figure: keyof Outcome): number => round3(medianOf(all.map((outcome) => outcome[figure])));
  return {
    name,
    goodput: median('goodput'),
    goodputOverall: median('goodputOverall'),
    recoveryMs: median('recoveryMs'),
    requestsPerCall: median('requestsPerCall'),
  };
});
console.table(summary);
const [ours, ...theirs] = summary;
const measured: Measured = {
  name: 'S5: calls answered in time',
  timings: [],
  targets: [
    ...theirs.map((each) => ({
      what: `ratio to ${each.name}`,
      value: round3((ours?.goodput ?? Number.NaN) / each.goodput),
      atLeast: 1.3,
    })),
    {
      what: 'recovery in probe periods',
      value: round3((ours?.recoveryMs ?? Number.NaN) / (probePeriodMs * scale)),
      atMost: 2,
    },
  ],
};
print(measured);
if (values.write) writeReport('goodput', [{ ...measured, timings: summary, scale }], rounds);
process.exitCode = judge(measured).length === 0 ? 0 : 1;

function round3(value: number): number {
  return Math.round(value * 1000) / 1000;
}
