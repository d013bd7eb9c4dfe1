import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type ClientName, spotifyClients } from '../competitors/spotify-clients.ts';
import { keepOnCore } from './keep-on-core.ts';
import { type Load, loads, type Measured, type Mode, warmUpTurns } from './loads.ts';

/** The names of all clients. */
export const names = Object.keys(spotifyClients) as readonly ClientName[];
/** The names of all measurements. */
export const modes = Object.keys(loads) as readonly Mode[];

/** Whether a client can be measured in a way: one brings an HTTP client of its own, which cannot be done without a network. */
export function takesPart(name: ClientName, mode: Mode): boolean {
  const load: Load = loads[mode];
  return load.isWithoutNetwork !== true || name !== 'spotify-web-api-node';
}

/** What all counted turns of every client took together, in one run. */
export type Run = Readonly<Record<Mode, Readonly<Record<ClientName, Measured>>>>;

/** Measures every client in every way, in the run of this number: each has a process of its own for it and takes so many turns, never two at once. */
export async function runAll(url: string, turns: number, number: number): Promise<Run> {
  const found: [Mode, Run[Mode]][] = [];
  for (const mode of modes) found.push([mode, await runOne(mode, url, turns, number)]);
  return Object.fromEntries(found) as Run;
}

async function runOne(mode: Mode, url: string, turns: number, number: number): Promise<Run[Mode]> {
  const contestants: Contestant[] = [];
  const sums = new Map<ClientName, Measured>();
  try {
    const starting = inOrder(
      names.filter((one) => takesPart(one, mode)),
      number,
    );
    for (const name of starting) {
      const contestant = start(name, mode, url);
      contestants.push(contestant);
      await contestant.answer();
    }
    for (let turn = -warmUpTurns; turn < turns; turn += 1) {
      for (const { name, child, answer } of inOrder(contestants, turn + warmUpTurns)) {
        child.send('measure');
        const measured = (await answer()) as Measured;
        if (turn >= 0) sums.set(name, sum(sums.get(name), measured));
      }
    }
    return Object.fromEntries(sums) as Run[Mode];
  } finally {
    for (const { child } of contestants) child.kill();
  }
}

function sum(before: Measured | undefined, { milliseconds, cpuMicroseconds }: Measured): Measured {
  return {
    milliseconds: (before?.milliseconds ?? 0) + milliseconds,
    cpuMicroseconds: (before?.cpuMicroseconds ?? 0) + cpuMicroseconds,
  };
}

interface Contestant {
  readonly name: ClientName;
  readonly child: ChildProcess;
  /** What it says next; fails when it ends instead. */
  answer(): Promise<unknown>;
}

function start(name: ClientName, mode: Mode, url: string): Contestant {
  const child = fork(fileURLToPath(new URL('./contestant.ts', import.meta.url)), [name, mode, url]);
  keepOnCore(child, 1);
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`${name} ended with ${code}.`);
  });
  // At the end of a run it is no failure.
  ended.catch(() => undefined);
  const next = async (): Promise<unknown> => (await once(child, 'message'))[0];
  return { name, child, answer: () => Promise.race([next(), ended]) };
}

/** Each time another one first, and backwards every other time: nobody has the same neighbours always. */
function inOrder<Entry>(entries: readonly Entry[], turn: number): readonly Entry[] {
  const first = turn % entries.length;
  const order = [...entries.slice(first), ...entries.slice(0, first)];
  return turn % 2 === 0 ? order : order.toReversed();
}
