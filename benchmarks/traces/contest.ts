import { fork } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { startRedis } from '@tonearm/tooling/services';
import { percentile, rounded } from '../statistics.ts';
import type { ProcessReport, ReadReport } from './contestant-process.ts';

/** What came of a contestant's four processes. */
export interface Contested {
  readonly name: string;
  readonly reads: number;
  readonly originCalls: number;
  readonly errors: number;
  /** Reads that showed a user what was there before a write of their own that had been answered. */
  readonly stale: number;
  /** Those of them for which the process had heard of the write before: a cache that hears of writes may have none. */
  readonly staleThoughHeard: number;
  /** Those of them for which the writer was told that others will hear of it later: Redis did not answer in time. */
  readonly staleByLateTelling: number;
  /** How many milliseconds before it heard of the write a process last gave an old value; 0 if never. */
  readonly longestUnheardMs: number;
  /** Calls that should have been made, and would have spared those reads: at least one for each old value that was shown. */
  readonly owedCalls: number;
  readonly foreign: number;
  /** These and the following are of the reads that were answered rightly: how soon a wrong answer comes is no merit. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Without the lateness of the origin's timers, which is no less than what caches differ by. */
  readonly punctualP99Ms: number;
  /** Without the time for which the origin was waited for. */
  readonly ownP50Ms: number;
  readonly ownP99Ms: number;
  readonly rssMb: number;
}

/** How a contest goes. */
export interface ContestOptions {
  /** How many times quicker than the trace. */
  readonly hurry: number;
  /** Which part of the trace is played, in its own time. */
  readonly untilMs: number;
  readonly originMs: number;
  /** How long what is said to Redis is on its way, and what it answers: that of a network between, none unless said. */
  readonly redisAwayMs?: number;
  /** When Redis is killed and when it is back, as parts of the whole. */
  readonly outage?: readonly [from: number, to: number];
  /** Waits for whoever plays at the same time: before all begin, and before what they did is looked through. */
  readonly meet?: () => Promise<void>;
}

interface Done {
  readonly user: string;
  readonly tags: readonly string[];
  readonly version: readonly number[];
  readonly startedAt: number;
  readonly at: number;
  readonly isTold: boolean;
}

interface Message {
  readonly id?: number;
  readonly ready?: boolean;
  readonly load?: string;
  readonly write?: boolean;
  readonly user?: string;
  readonly tags?: readonly string[];
  readonly done?: Done;
  readonly report?: ProcessReport;
}

/** Has a contestant play the server's trace in four processes in front of an origin that takes its time. */
export async function contest(name: string, options: ContestOptions): Promise<Contested> {
  const { hurry, untilMs, originMs, redisAwayMs = 0, outage, meet } = options;
  let redis = await startRedis();
  const distance = redisAwayMs > 0 ? await putAway(redis.port, redisAwayMs) : undefined;
  const redisUrl = distance?.url ?? redis.url;
  const versions = new Map<string, number>();
  const done: Done[] = [];
  let originCalls = 0;
  const versionOf = (user: string | undefined, tag: string): number => versions.get(`${user} ${tag}`) ?? 0;

  const children = Array.from({ length: 4 }, (_, index) => {
    const path = new URL('./contestant-process.ts', import.meta.url);
    const child = fork(path, [name, redisUrl, String(index), String(hurry), String(untilMs)], { execArgv: [] });
    const said = new EventEmitter();
    const ready = once(said, 'ready');
    const report = once(said, 'report').then(([each]) => each as ProcessReport);
    // All that it has said is read by then; that it has ended may be known before.
    child.on('disconnect', () => said.emit('error', new Error(`${name} ended without a report`)));
    child.on('message', ({ id, load, write, user, tags = [], ...message }: Message) => {
      if (message.ready) said.emit('ready');
      if (message.report !== undefined) said.emit('report', message.report);
      if (message.done !== undefined) done.push(message.done);
      if (write) for (const tag of tags) versions.set(`${user} ${tag}`, versionOf(user, tag) + 1);
      const now = tags.map((tag) => versionOf(user, tag));
      if (write) child.send({ id, answer: now });
      if (load === undefined) return;
      originCalls += 1;
      const dueAt = performance.now() + originMs;
      setTimeout(() => {
        const lateMs = performance.now() - dueAt;
        const answer = { place: load, versions: now, lateMs, filler: 'x'.repeat(1_000) };
        // Who has ended needs no answer.
        if (child.connected) child.send({ id, answer }, () => undefined);
      }, originMs);
    });
    said.on('error', () => undefined);
    return { child, ready, report };
  });
  await Promise.all(children.map(({ ready }) => ready));
  // Everybody is connected before it begins.
  await sleep(500);
  await meet?.();
  const beginsAt = performance.timeOrigin + performance.now() + 100;
  for (const { child } of children) child.send({ beginsAt });
  if (outage !== undefined) {
    const wholeMs = untilMs / hurry;
    await sleep(outage[0] * wholeMs);
    await redis.stop();
    await sleep((outage[1] - outage[0]) * wholeMs);
    redis = await startRedis({ port: redis.port });
  }
  const reports = await Promise.all(children.map(({ report }) => report));
  await meet?.();
  await redis.stop();
  distance?.end();
  const reads = reports.flatMap((report) => report.reads);
  const stale = reports.flatMap((report) => staleOf(report, done));
  const wrong = new Set(stale.map(({ read }) => read));
  const right = reads.filter((read) => !wrong.has(read));
  const times = right.map(({ tookMs }) => tookMs);
  const ownTimes = right.map(({ ownMs }) => ownMs);
  const punctualTimes = right.map(({ tookMs, lateMs }) => tookMs - lateMs);
  return {
    name,
    reads: reads.length,
    originCalls,
    errors: reports.reduce((sum, { errors }) => sum + errors.length, 0),
    stale: stale.length,
    staleThoughHeard: stale.filter(({ isHeard }) => isHeard).length,
    staleByLateTelling: stale.filter(({ isTold }) => !isTold).length,
    longestUnheardMs: rounded(Math.max(0, ...stale.map(({ unheardMs }) => unheardMs)), 3),
    owedCalls: new Set(stale.map(({ read: { place, versions } }) => `${place} ${versions}`)).size,
    foreign: reads.filter(({ isForeign }) => isForeign).length,
    p50Ms: percentile(times, 0.5),
    p99Ms: percentile(times, 0.99),
    punctualP99Ms: percentile(punctualTimes, 0.99),
    ownP50Ms: percentile(ownTimes, 0.5),
    ownP99Ms: percentile(ownTimes, 0.99),
    rssMb: rounded(reports.reduce((sum, { rssBytes }) => sum + rssBytes, 0) / 4 / 2 ** 20),
  };
}

/** Puts Redis behind a network, which has a process of its own. */
async function putAway(port: number, delayMs: number): Promise<{ readonly url: string; end(): void }> {
  const path = new URL('./distance-process.ts', import.meta.url);
  const child = fork(path, [String(port), String(delayMs)], { execArgv: [] });
  const ended = once(child, 'exit').then(() => Promise.reject(new Error('the network ended before it began')));
  // Heard in the race; afterwards it is ended on purpose.
  ended.catch(() => undefined);
  const [proxied] = await Promise.race([once(child, 'message'), ended]);
  return { url: `redis://127.0.0.1:${proxied}`, end: () => child.kill() };
}

/** A read that showed what was there before a write that had been answered. */
interface Stale {
  readonly read: ReadReport;
  /** Whether the writer was told that all processes had been told. */
  readonly isTold: boolean;
  /** Whether the process that read had heard of the write before. */
  readonly isHeard: boolean;
  /** How long after the read it heard of it. */
  readonly unheardMs: number;
}

/** The reads of a process that showed what was there before a write: one counts from the moment on at which it was answered. */
function staleOf({ reads, heard }: ProcessReport, done: readonly Done[]): readonly Stale[] {
  const writes = new Map<string, (Omit<Done, 'version'> & { readonly tag: string; readonly version: number })[]>();
  for (const write of done) {
    for (const [index, tag] of write.tags.entries()) {
      const name = `${write.user} ${tag}`;
      writes.set(name, [...(writes.get(name) ?? []), { ...write, tag, version: write.version[index] ?? 0 }]);
    }
  }
  return reads.flatMap((read): readonly Stale[] => {
    const { user, tags, startedAt, versions } = read;
    const missed = tags
      .flatMap((tag, index) =>
        (writes.get(`${user} ${tag}`) ?? []).filter(
          ({ at, version }) => at < startedAt && version > (versions[index] ?? 0),
        ),
      )
      .toSorted((one, other) => one.at - other.at)[0];
    if (missed === undefined) return [];
    const heardAt = heard.find(
      (each) => each.user === missed.user && each.tag === missed.tag && each.at >= missed.startedAt,
    )?.at;
    const isHeard = heardAt !== undefined && heardAt < startedAt;
    return [{ read, isTold: missed.isTold, isHeard, unheardMs: (heardAt ?? startedAt) - startedAt }];
  });
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
