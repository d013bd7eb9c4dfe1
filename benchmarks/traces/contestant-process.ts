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
/** When the origin was last asked for each place, and had answered. */
const lastLoads = new Map<string, { readonly askedAt: number; readonly answeredAt: number }>();
contestant.onHeard?.((user, tag) => heard.push({ user, tag, at: clock() }));

async function read(operation: Read): Promise<void> {
  const { user, tags } = operation;
  const place = placeOf(operation);
  const startedAt = clock();
  const value = await contestant?.read(operation, async () => {
    const askedAt = clock();
    const loaded = await ask<Value>({ load: place, user, tags });
    lastLoads.set(place, { askedAt, answeredAt: clock() });
    return loaded;
  });
  const endedAt = clock();
  if (value === undefined) throw new Error('no value');
  const { versions } = value;
  const { askedAt, answeredAt } = lastLoads.get(place) ?? { askedAt: endedAt, answeredAt: endedAt };
  const [tookMs, originMs] = [endedAt - startedAt, answeredAt - Math.max(askedAt, startedAt)];
  const ownMs = tookMs - Math.max(0, originMs);
  reads.push({ place, user, tags, startedAt, tookMs, ownMs, versions, isForeign: value.place !== place });
}

async function write(operation: Write): Promise<void> {
  const { user, tags } = operation;
  const version = await ask<readonly number[]>({ write: true, user, tags });
  const startedAt = clock();
  const isTold = (await contestant?.write(operation)) === true;
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
process.send?.({ ready: true });
