import { medianOf } from '../interleaved.ts';
import { type Median, ratioWithConfidence } from '../statistics.ts';
import { type Contested, type ContestOptions, contest } from './contest.ts';

/** The same over several rounds: what went wrong in all of them, and of the rest the middle of a round. */
export interface ContestedRounds extends Contested {
  /** What each round found, so that contestants can be compared round by round: they differ by less than rounds do. */
  readonly roundsP99Ms: readonly number[];
  readonly roundsPunctualP99Ms: readonly number[];
}

/** How one compares with another. */
export interface Against extends Median {
  readonly name: string;
}

/**
 * Has everybody play in rounds, all of a round at the same time: which reads are the slowest of a hundred depends on what else the machine does, and how
 * fast it is changes from one minute to the next by more than they differ. Each round begins with another one.
 */
export async function playRounds(
  names: readonly string[],
  options: ContestOptions,
  rounds: number,
): Promise<readonly ContestedRounds[]> {
  const roundsOf = names.map((): Contested[] => []);
  for (let round = 0; round < rounds; round += 1) {
    const meet = meeting(names.length);
    const playing = [...names.keys()].map(async (place) => {
      const index = (place + round) % names.length;
      roundsOf[index]?.push(await contest(names[index] ?? '', { ...options, meet }));
    });
    await Promise.all(playing);
  }
  return roundsOf.map(together);
}

/** Lets all go on when the last of so many has come, each time anew. */
function meeting(count: number): () => Promise<void> {
  let waiting: (() => void)[] = [];
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      if (waiting.length < count) return;
      for (const goOn of waiting) goOn();
      waiting = [];
    });
}

/** The first one against each other, round by round: nearly all of the slowest reads is the origin's time, which is the same for all. */
export function firstAgainst(
  [first, ...others]: readonly ContestedRounds[],
  kind: 'roundsP99Ms' | 'roundsPunctualP99Ms',
): readonly Against[] {
  return others.map((other) => ({
    name: other.name,
    ...ratioWithConfidence((first?.[kind] ?? []).map((each, round) => each / (other[kind][round] ?? Number.NaN))),
  }));
}

/** Puts rounds of one contestant together. */
function together(rounds: readonly Contested[]): ContestedRounds {
  const [first] = rounds;
  if (first === undefined) throw new Error('nobody played');
  const all = (name: keyof Omit<Contested, 'name'>): number[] => rounds.map((each) => each[name]);
  const sum = (name: keyof Omit<Contested, 'name'>): number => all(name).reduce((one, other) => one + other, 0);
  return {
    name: first.name,
    ...{ reads: sum('reads'), errors: sum('errors'), foreign: sum('foreign') },
    ...{
      stale: sum('stale'),
      staleThoughHeard: sum('staleThoughHeard'),
      staleByLateTelling: sum('staleByLateTelling'),
    },
    longestUnheardMs: Math.max(...all('longestUnheardMs')),
    ...{ originCalls: medianOf(all('originCalls')), owedCalls: medianOf(all('owedCalls')) },
    ...{ p50Ms: medianOf(all('p50Ms')), p99Ms: medianOf(all('p99Ms')), rssMb: medianOf(all('rssMb')) },
    ...{ ownP50Ms: medianOf(all('ownP50Ms')), ownP99Ms: medianOf(all('ownP99Ms')) },
    punctualP99Ms: medianOf(all('punctualP99Ms')),
    ...{ roundsP99Ms: all('p99Ms'), roundsPunctualP99Ms: all('punctualP99Ms') },
  };
}
