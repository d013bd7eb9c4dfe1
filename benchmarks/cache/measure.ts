import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { keepOnCore } from '../spotify-clients/keep-on-core.ts';
import { type Median, medianWithConfidence } from '../statistics.ts';
import type { Contest } from './contestant.ts';

/**
 * How large the part of the heap for young objects is. Left alone V8 gives one process twice or four times as much as another that does
 * the same, by what it saw in its first second; and by that it decides whether a process that reads from a socket collects all of its
 * garbage all the time or never, which is worth a third of all that is measured here.
 */
const youngGenerationMb = 16;
const flags = ['min', 'max'].map((bound) => `--${bound}-semi-space-size=${youngGenerationMb}`);
/**
 * How many turns of a tenth of a second come before those that count. Until then everybody becomes faster: the compiler gets to know what
 * is used, and the heap how large it has to be. With a socket in between that takes ten seconds.
 */
const warmUpTurns = { alone: 20, withRedis: 100 };

/** What was measured of a case, in nanoseconds for each time. */
export interface Measured {
  readonly name: string;
  readonly medianNs: number;
  readonly minNs: number;
  /** What each turn found, in the order of the rounds. */
  readonly turnsNs: readonly number[];
}

/** How often: in each run all processes are new, since a process can be lucky. */
export interface Plan {
  readonly runs: number;
  readonly turns: number;
}

/**
 * Times cases in turns, never two at once. Each has a process of its own, so that nobody pays for the garbage of another one,
 * or is held up or helped by the code that was compiled for it. Each round begins with another one, and every other round
 * goes backwards, so that whatever else the machine does falls on all, and nobody always has the same neighbours.
 */
export async function measure(contest: Contest, plan: Plan): Promise<readonly Measured[]> {
  const names = await namesOf(contest);
  const found = new Map<string, number[]>(names.map((name) => [name, []]));
  for (let run = 0; run < plan.runs; run += 1) {
    const contestants: Awaited<ReturnType<typeof start>>[] = [];
    try {
      for (const name of names) contestants.push(await start(contest, name));
      await warmUp(contestants, contest.redis === undefined ? warmUpTurns.alone : warmUpTurns.withRedis);
      for (let turn = 0; turn < plan.turns; turn += 1) {
        const first = (run + turn) % contestants.length;
        const order = [...contestants.slice(first), ...contestants.slice(0, first)];
        for (const { name, take } of turn % 2 === 0 ? order : order.toReversed()) found.get(name)?.push(await take());
      }
      for (const { end } of contestants) await end();
    } finally {
      // Where one failed the others would wait for their next turn for ever.
      for (const { kill } of contestants) kill();
    }
  }
  return [...found].map(([name, turnsNs]) => ({
    ...{ name, turnsNs, minNs: Math.min(...turnsNs), medianNs: Math.round(medianWithConfidence(turnsNs).median) },
  }));
}

/** How much longer one case takes than another: the median over the rounds, each with the turns of the same time. */
export function ratioOf(all: readonly Measured[], ours: string, theirs: string): Median {
  const [one = [], other = []] = [ours, theirs].map((name) => all.find((each) => each.name === name)?.turnsNs);
  return medianWithConfidence(one.map((ns, round) => ns / (other[round] ?? Number.NaN)));
}

const path = fileURLToPath(new URL('./contestant.ts', import.meta.url));

async function namesOf(contest: Contest): Promise<readonly string[]> {
  const child = fork(path, [JSON.stringify(contest)]);
  const [names] = await once(child, 'message');
  return names;
}

type Contestant = Awaited<ReturnType<typeof start>>;

/** In turns, too: whoever stands idle while others warm up tidies up meanwhile, and is slower for it afterwards. */
async function warmUp(contestants: readonly Contestant[], turns: number): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) for (const contestant of contestants) await contestant.warmUp();
}

async function start(contest: Contest, name: string) {
  const child = fork(path, [JSON.stringify({ ...contest, name })], { execArgv: [...process.execArgv, ...flags] });
  if (contest.core !== undefined) keepOnCore(child, contest.core);
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`${name} ended with ${code}.`);
  });
  // At the end of a run it is no failure.
  ended.catch(() => undefined);
  const answer = (): Promise<unknown> => Promise.race([once(child, 'message').then(([said]) => said), ended]);
  async function told(what: 'turn' | 'warm-up'): Promise<number> {
    child.send(what);
    return Number(await answer());
  }
  await answer();
  return {
    name,
    kill: () => child.kill('SIGKILL'),
    take: async (): Promise<number> => Math.round(await told('turn')),
    warmUp: () => told('warm-up'),
    async end(): Promise<void> {
      child.send('end');
      const [code] = await once(child, 'exit');
      if (code !== 0) throw new Error(`${name} was not what it should have been.`);
    },
  };
}
