import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type ClientName, spotifyClients } from '../competitors/spotify-clients.ts';
import { medianWithConfidence } from '../statistics.ts';
import { keepOnCore } from './keep-on-core.ts';
import { type Load, loads, type Measured, type Mode } from './loads.ts';

/** The names of all clients. */
export const names = Object.keys(spotifyClients) as readonly ClientName[];
/** The names of all measurements. */
export const modes = Object.keys(loads) as readonly Mode[];

/**
 * Whether a client can be measured in a way. One brings an HTTP client of its own, which can't be done without a network, and what it leaves in one process
 * with others is not young any more when it is collected. What a limit costs is nearly nothing beside a network.
 */
export function takesPart(name: ClientName, mode: Mode): boolean {
  const { isWithoutNetwork = false, isInOneProcess = false }: Load = loads[mode];
  if (name === 'spotify-web-api-node') return !isWithoutNetwork && !isInOneProcess;
  return isWithoutNetwork || !name.endsWith('with a limit');
}

/** What a turn of every client took, as one start of their processes measured it. */
export type Sample = Readonly<Record<ClientName, Measured>>;

/** What each start of the processes measured, in every way. */
export type Samples = Readonly<Record<Mode, readonly Sample[]>>;

/** Measures every client in every way so often, each time in new processes; never do two clients take turns at once. */
export async function measureAll(url: string, runs: number): Promise<Samples> {
  const samples = Object.fromEntries(modes.map((mode) => [mode, []])) as unknown as Record<Mode, Sample[]>;
  for (let run = 0; run < runs; run += 1) {
    for (const mode of modes) {
      const { starts } = loads[mode];
      for (let start = 0; start < starts; start += 1)
        samples[mode].push(await measure(mode, url, samples[mode].length));
    }
  }
  return samples;
}

async function measure(mode: Mode, url: string, number: number): Promise<Sample> {
  const load: Load = loads[mode];
  const taking = inOrder(
    names.filter((one) => takesPart(one, mode)),
    number,
  );
  const processes: Contestants[] = [];
  const taken = new Map<ClientName, Measured[]>(taking.map((name) => [name, []]));
  try {
    for (const group of load.isInOneProcess === true ? [taking] : taking.map((name) => [name])) {
      const contestants = start(group, mode, url);
      processes.push(contestants);
      await contestants.answer();
    }
    const all = processes.flatMap((contestants) => contestants.names.map((name) => ({ name, ...contestants })));
    for (let turn = 0; turn < load.warmUpTurns + load.turns; turn += 1) {
      for (const { name, child, answer } of inOrder(all, turn)) {
        child.send(name);
        const measured = (await answer()) as Measured;
        if (turn >= load.warmUpTurns) taken.get(name)?.push(measured);
      }
    }
    const ofATurn = load.isInOneProcess === true ? inTheMiddle : onAverage;
    return Object.fromEntries([...taken].map(([name, all]) => [name, ofATurn(all)])) as Sample;
  } finally {
    for (const { child } of processes) child.kill();
  }
}

/** So that everybody pays for all of their own garbage, whenever it is collected. */
function onAverage(turns: readonly Measured[]): Measured {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  return each(turns, mean);
}

/** So that nobody pays when the garbage of all that is old by now is collected in their turn. */
function inTheMiddle(turns: readonly Measured[]): Measured {
  return each(turns, (values) => medianWithConfidence(values).median);
}

function each(turns: readonly Measured[], of: (values: readonly number[]) => number): Measured {
  return {
    milliseconds: of(turns.map(({ milliseconds }) => milliseconds)),
    cpuMicroseconds: of(turns.map(({ cpuMicroseconds }) => cpuMicroseconds)),
  };
}

interface Contestants {
  readonly names: readonly ClientName[];
  readonly child: ChildProcess;
  /** What it says next; fails when it ends instead. */
  answer(): Promise<unknown>;
}

function start(names: readonly ClientName[], mode: Mode, url: string): Contestants {
  const path = fileURLToPath(new URL('./contestant.ts', import.meta.url));
  const child = fork(path, [JSON.stringify(names), mode, url], { execArgv: [...process.execArgv, '--expose-gc'] });
  keepOnCore(child, 1);
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`${names.join(', ')} ended with ${code}.`);
  });
  // At the end of a run it is no failure.
  ended.catch(() => undefined);
  const next = async (): Promise<unknown> => (await once(child, 'message'))[0];
  return { names, child, answer: () => Promise.race([next(), ended]) };
}

/** Every other time another one first, and backwards in between: in the end everybody has had every place equally often. */
function inOrder<Entry>(entries: readonly Entry[], turn: number): readonly Entry[] {
  const first = Math.floor(turn / 2) % entries.length;
  const order = [...entries.slice(first), ...entries.slice(0, first)];
  return turn % 2 === 0 ? order : order.toReversed();
}
