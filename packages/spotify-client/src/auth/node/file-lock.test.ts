import { AsyncLocalStorage } from 'node:async_hooks';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { withFileLock } from './file-lock.js';

const LOCK = '/lock';
const PROCESSES = 3;
/** How often a run may leave the usual order: for another process, or by the death of the one whose turn it is. */
const MOST_TURNS = Number(process.env.TONEARM_LOCK_TURNS ?? 2);
const MOST_STEPS = 400;
/** Who made the lock that is there at first. */
const FIRST = -1;

/** A folder in memory. Each use of it is one step of a process, which waits until the test lets it happen. */
const world = vi.hoisted(() => ({
  files: new Map<string, { readonly text: string; readonly by: number }>(),
  waiting: new Map<number, { readonly resume: () => void; readonly rests: boolean }>(),
  dead: new Set<number>(),
  restedMs: 0,
}));
const processes = new AsyncLocalStorage<number>();
const me = (): number => processes.getStore() ?? 0;
const step = (rests = false): Promise<void> => new Promise((resume) => world.waiting.set(me(), { resume, rests }));
const failure = (code: string): Error => Object.assign(new Error(code), { code });

vi.mock('node:os', () => ({ hostname: () => `machine-${me()}` }));
vi.mock('node:timers/promises', () => ({
  setTimeout: (ms: number) => {
    world.restedMs += ms;
    return step(true);
  },
}));
vi.mock('node:fs/promises', () => {
  const { files, dead } = world;
  const find = (path: string) => {
    const file = files.get(path);
    if (file === undefined) throw failure('ENOENT');
    return file;
  };
  return {
    // Nobody else knows of a draft: it needs no step.
    async writeFile(path: string, text: string) {
      files.set(path, { text, by: me() });
    },
    async link(from: string, to: string) {
      await step();
      if (files.has(to)) throw failure('EEXIST');
      files.set(to, find(from));
    },
    async readFile(path: string) {
      await step();
      return find(path).text;
    },
    async rm(path: string) {
      if (!path.endsWith('.tmp')) await step();
      files.delete(path);
    },
    async stat(path: string) {
      await step();
      return { ino: 1, mtimeMs: dead.has(find(path).by) ? 1 : Date.now() };
    },
    async utimes() {},
  };
});

beforeEach(reset);

function reset(): void {
  for (const part of [world.files, world.waiting, world.dead]) part.clear();
  world.restedMs = 0;
}

/** Leaves the lock of a process that says no more. */
function leaveLock(text: string): void {
  world.dead.add(FIRST);
  world.files.set(LOCK, { text, by: FIRST });
}

/** Lets the only process there is go on, until it wants nothing more. */
async function goOn(meanwhile?: () => void): Promise<void> {
  for (;;) {
    await new Promise(setImmediate);
    const [one] = world.waiting.values();
    if (one === undefined) return;
    world.waiting.clear();
    meanwhile?.();
    one.resume();
  }
}

/** At one step of a run, whose turn it is in place of the usual one, or that the usual one dies. */
interface Turn {
  readonly at: number;
  readonly to: number | 'death';
}

/** Lets some processes take the lock at the same time, in the usual order but for some turns. Gives the turns that could have been taken. */
async function runInOrder(turns: readonly Turn[]): Promise<readonly Turn[]> {
  const { waiting, dead } = world;
  const inside = new Set<number>();
  const failures: unknown[] = [];
  let done = 0;
  for (let one = 0; one < PROCESSES; one += 1) {
    const visit = async (): Promise<void> => {
      inside.add(one);
      await step();
      if ([...inside].some((other) => other !== one && !dead.has(other))) failures.push('two are inside');
      inside.delete(one);
    };
    processes
      .run(one, () => withFileLock(LOCK, visit))
      .catch((error: unknown) => failures.push(error))
      .finally(() => {
        done += 1;
      });
  }
  const possible: Turn[] = [];
  let last = 0;
  for (let at = 0; ; at += 1) {
    await new Promise(setImmediate);
    const able = [...waiting.keys()].sort(
      (one, other) => ((one - last + PROCESSES) % PROCESSES) - ((other - last + PROCESSES) % PROCESSES),
    );
    const usual = able.find((one) => waiting.get(one)?.rests === false) ?? able.find((one) => one !== last) ?? able[0];
    if (usual === undefined) break;
    if (at > MOST_STEPS) return expect.unreachable(`nobody gets in: ${JSON.stringify(turns)}`);
    possible.push(...able.filter((one) => one !== usual).map((to) => ({ at, to })), { at, to: 'death' });
    const to = turns.find((turn) => turn.at === at)?.to ?? usual;
    const moving = to === 'death' ? usual : to;
    const { resume } = waiting.get(moving) ?? expect.unreachable('it has no step');
    waiting.delete(moving);
    if (to === 'death') dead.add(moving);
    else resume();
    last = moving;
  }
  expect({ turns, failures, done }).toEqual({ turns, failures: [], done: PROCESSES - dead.size + 1 });
  return possible;
}

describe('the lock that a process left which is gone', () => {
  const rounds: readonly (readonly [string, string])[] = [
    ['a dead process', JSON.stringify({ id: 'first', pid: 1, host: 'elsewhere' })],
    ['a power cut', ''],
  ];

  test.each(rounds)(
    '(%s) is taken over by one at a time, in whatever order they come and whoever dies',
    async (_who, text) => {
      let runs = 0;
      const explore = async (turns: readonly Turn[]): Promise<void> => {
        reset();
        leaveLock(text);
        runs += 1;
        const possible = await runInOrder(turns);
        const behind = turns.at(-1)?.at ?? -1;
        if (turns.length === MOST_TURNS) return;
        for (const turn of possible) if (turn.at > behind) await explore([...turns, turn]);
      };
      await explore([]);
      expect(runs).toBeGreaterThan(1_000);
    },
  );

  test('is not taken from a process that lives and was silent because the machine slept: it gets the time to stir', async () => {
    leaveLock(JSON.stringify({ id: 'first', pid: process.pid, host: 'machine-0' }));
    const waiting = processes.run(0, () => withFileLock(LOCK, async () => 'in'));
    const outcome = waiting.then((value) => ({ value, restedMs: world.restedMs }));
    await goOn();
    const { value, restedMs } = await outcome;
    expect(value).toBe('in');
    expect(restedMs).toBeGreaterThan(10_000);
    expect(restedMs).toBeLessThan(11_000);
  });

  test('is not taken at all when that process stirs', async () => {
    leaveLock(JSON.stringify({ id: 'first', pid: process.pid, host: 'machine-0' }));
    const cancel = new AbortController();
    const waiting = processes.run(0, () => withFileLock(LOCK, async () => 'in', cancel.signal));
    const outcome = waiting.catch((error: unknown) => error);
    await goOn(() => {
      if (world.restedMs > 9_000) world.dead.delete(FIRST);
      if (world.restedMs > 60_000) cancel.abort(new Error('enough'));
    });
    expect(await outcome).toEqual(new Error('enough'));
  });
});
