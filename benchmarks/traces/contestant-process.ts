// One process of a contestant: plays its part of a trace in real time, and asks its parent in the place of an origin.
// node contestant-process.ts <contestant> <redis url> <process> <hurry> <until>

import { placeOf, type Read, server, type Write } from '@tonearm/tests/traces';
import { contestants } from './contestants.ts';

/** What a process says of a read. */
export interface ReadReport {
  readonly place: string;
  readonly user: string | undefined;
  readonly tags: readonly string[];
  readonly startedAt: number;
  readonly tookMs: number;
  /** How much of that nobody waited for the origin: what the cache itself took. */
  readonly ownMs: number;
  /** How much of the wait for the origin was its timer's lateness. */
  readonly lateMs: number;
  readonly versions: readonly number[];
  readonly isForeign: boolean;
}

/** When a process heard that another one had written. */
export interface Heard {
  readonly user: string;
  readonly tag: string;
  readonly at: number;
}

/** What a process says at its end. */
export interface ProcessReport {
  readonly reads: readonly ReadReport[];
  readonly heard: readonly Heard[];
  readonly errors: readonly string[];
  readonly rssBytes: number;
}

interface Value {
  readonly place: string;
  readonly versions: readonly number[];
  /** How much later than its time the timer of the origin fired. */
  readonly lateMs: number;
}

interface Load {
  readonly askedAt: number;
  readonly answeredAt: number;
  readonly lateMs: number;
}

const [name = '', redisUrl = '', process_ = '0', hurry = '1', until = '0'] = process.argv.slice(2);
const contestant = contestants[name]?.(redisUrl, Number(hurry));
if (contestant === undefined) throw new Error(`There is no contestant ${name}`);
const mine = server().operations.filter((each) => each.process === Number(process_) && each.atMs < Number(until));
const waiting = new Map<number, (answer: never) => void>();
let asked = 0;
const ask = <T>(question: object): Promise<T> =>
  new Promise((resolve) => {
    asked += 1;
    waiting.set(asked, resolve as (answer: never) => void);
    process.send?.({ id: asked, ...question });
  });
const clock = (): number => performance.timeOrigin + performance.now();
const reads: ReadReport[] = [];
const errors: string[] = [];
const heard: Heard[] = [];
/** The last load of each place. */
const lastLoads = new Map<string, Load>();
contestant.onHeard?.((user, tag) => heard.push({ user, tag, at: clock() }));

async function read(operation: Read): Promise<void> {
  const { user, tags } = operation;
  const place = placeOf(operation);
  const startedAt = clock();
  const value = await contestant?.read(operation, async () => {
    const askedAt = clock();
    const loaded = await ask<Value>({ load: place, user, tags });
    lastLoads.set(place, { askedAt, answeredAt: clock(), lateMs: loaded.lateMs });
    return loaded;
  });
  const endedAt = clock();
  if (value === undefined) throw new Error('no value');
  const { versions } = value;
  const { tookMs, waitedMs, lateMs } = timesOf(startedAt, endedAt, lastLoads.get(place));
  const ownMs = tookMs - waitedMs;
  reads.push({ place, user, tags, startedAt, tookMs, ownMs, lateMs, versions, isForeign: value.place !== place });
}

/** How long a read took, and how long of that it waited for the last load of its place, if it did. */
function timesOf(startedAt: number, endedAt: number, load: Load | undefined) {
  const tookMs = endedAt - startedAt;
  const waitedMs = load === undefined ? 0 : Math.max(0, load.answeredAt - Math.max(load.askedAt, startedAt));
  return { tookMs, waitedMs, lateMs: Math.min(waitedMs, load?.lateMs ?? 0) };
}

async function write(operation: Write): Promise<void> {
  const { user, tags } = operation;
  const version = await ask<readonly number[]>({ write: true, user, tags });
  const startedAt = clock();
  const isTold = (await contestant?.write(operation)) === true;
  // Whoever hears what others write has heard of their own.
  if (contestant?.onHeard) for (const tag of tags) heard.push({ user, tag, at: clock() });
  process.send?.({ done: { user, tags, version, startedAt, at: clock(), isTold } });
}

async function playFrom(beginsAt: number): Promise<void> {
  const running = mine.map(async (operation) => {
    const dueMs = beginsAt + operation.atMs / Number(hurry) - clock();
    await new Promise((resolve) => setTimeout(resolve, dueMs));
    try {
      await (operation.kind === 'read' ? read(operation) : write(operation));
    } catch (error) {
      errors.push(String(error));
    }
  });
  await Promise.all(running);
  const report: ProcessReport = { reads, heard, errors, rssBytes: process.memoryUsage().rss };
  process.send?.({ report }, undefined, {}, () => process.exit());
}

process.on('message', (message: { readonly id?: number; readonly answer?: never; readonly beginsAt?: number }) => {
  if (message.beginsAt !== undefined) return void playFrom(message.beginsAt);
  return waiting.get(message.id ?? 0)?.(message.answer as never);
});
// Nobody is left to play for.
process.on('disconnect', () => process.exit());
process.send?.({ ready: true });
