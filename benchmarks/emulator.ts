// How fast the emulator starts, answers and searches, small and large, beside the least that node:http can do.
// node emulator.ts [--seconds 4] [--rounds 3] [--write]   Needs a build of packages/spotify-emulator.
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createSpotifyEmulator, type Scale } from '@tonearm/spotify-emulator';
import { firstAsksLargeToSmall } from './emulator/first-asks.ts';
import { type Load, latencies, throughput } from './load.ts';
import { percentile, rounded } from './statistics.ts';
import { writeResult } from './write-result.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '4' },
    rounds: { type: 'string', default: '3' },
    write: { type: 'boolean', default: false },
  },
});
const durationMs = Number(values.seconds) * 1000;
const rounds = Number(values.rounds);
const connections = 50;
const perSecond = 2000;
const targets = {
  requestsPerSecond: 5000,
  p99Ms: 20,
  largeToSmall: 0.8,
  firstAskToSmall: 0.8,
  firstAsksLargeToSmall: 1.25,
  smallStartMs: 150,
  largeStartMs: 10_000,
  largeMegabytes: 2000,
  searchP50Ms: 20,
  othersWaitMs: 100,
  userKilobytes: 50,
};
/** The kernel counts processor time in hundredths of a second. */
const microsecondsPerTick = 10_000;
/** A prime, so that its multiples lead all over a world before they come back. */
const stride = 611_953;

interface Server {
  readonly name: string;
  readonly url: string;
  readonly startMs: number;
  readonly child: ChildProcess;
}

const emulatorMain = fileURLToPath(new URL('../packages/spotify-emulator/dist/main.js', import.meta.url));
const constantMain = fileURLToPath(new URL('./competitors/constant-server.mjs', import.meta.url));

/** Starts a server that prints where it listens, and waits for that. */
async function start(name: string, ...command: readonly string[]): Promise<Server> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'inherit'] });
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', (chunk) => {
      const found = /http:\S+/.exec(String(chunk))?.[0];
      if (found) resolve(found);
    });
    child.once('exit', () => reject(new Error(`${name} ended before it listened`)));
  });
  return { name, url, startMs: performance.now() - startedAt, child };
}

function megabytesOf({ child }: Server): number {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes) / 1000;
}

/** The processor time that a server has used, in microseconds: what it costs says the same on a machine that is busy with other things. */
function cpuMicroseconds({ child }: Server): number {
  const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * microsecondsPerTick;
}

async function headersFor(url: string): Promise<string> {
  const answer = await fetch(`${url}/__emulator/tokens`, { method: 'POST' });
  const { access_token } = (await answer.json()) as { access_token: string };
  return `authorization: Bearer ${access_token}\r\n`;
}

/** Tracks from all over a world, each once before any comes again; read off a world like it, so that nothing is made in the one that is measured. */
function trackPaths(scale: Scale, count: number): readonly string[] {
  const { tracks } = createSpotifyEmulator({ scale }).world.catalogue;
  return Array.from(
    { length: Math.min(count, tracks.size) },
    (_, place) => `/v1/tracks/${tracks.at((place * stride) % tracks.size)?.id}`,
  );
}

/** A load that asks for these paths over and over. */
async function loadOn(server: Server, paths: readonly string[]): Promise<Load> {
  const { port } = new URL(server.url);
  let next = 0;
  return {
    port: Number(port),
    connections,
    headers: server.name === 'constant' ? '' : await headersFor(server.url),
    nextPath: () => {
      const path = paths[next];
      next = (next + 1) % paths.length;
      return path ?? '/';
    },
  };
}

/** How long the first search of a server takes, and how long anybody else waits meanwhile. */
async function firstSearch({ url }: Server, authorization: string): Promise<{ ms: number; othersWaitMs: number }> {
  const read = async (path: string): Promise<number> => {
    const startedAt = performance.now();
    await (await fetch(`${url}/v1${path}`, { headers: { authorization } })).arrayBuffer();
    return performance.now() - startedAt;
  };
  for (let time = 0; time < 50; time += 1) await read('/me');
  let isOver = false;
  const search = read('/search?q=amber&type=track').finally(() => {
    isOver = true;
  });
  const waits: number[] = [];
  while (!isOver) waits.push(await read('/me'));
  return { ms: await search, othersWaitMs: Math.max(...waits) };
}

const starts: number[] = [];
for (let run = 0; run < 5; run += 1) {
  const server = await start('small', emulatorMain);
  starts.push(server.startMs);
  server.child.kill();
}
const creates: number[] = [];
let userKilobytes = Number.NaN;
for (let run = 0; run < 5; run += 1) {
  const script = fileURLToPath(new URL('./emulator-in-process.mjs', import.meta.url));
  const server = await start('in process', '--expose-gc', script);
  const measured = (await (await fetch(server.url)).json()) as { createMs: number; userKilobytes: number };
  creates.push(measured.createMs);
  userKilobytes = measured.userKilobytes;
  server.child.kill();
}

const servers = [
  await start('constant', constantMain),
  await start('small', emulatorMain),
  await start('large', emulatorMain, '--scale', 'large'),
];
const [constant, small, large] = servers as [Server, Server, Server];
const largePaths = trackPaths('large', 1_000_000);
const repeated = 2000;
const contestants = [
  { name: 'constant', server: constant, load: await loadOn(constant, ['/']) },
  { name: 'small', server: small, load: await loadOn(small, trackPaths('small', repeated)) },
  { name: 'large', server: large, load: await loadOn(large, largePaths.slice(0, repeated)) },
  { name: 'large, first ask', server: large, load: await loadOn(large, largePaths.slice(repeated)) },
];

// Interleaved, and in turn first, so that whatever else the machine does falls on all.
const rates = new Map<string, number[]>(contestants.map(({ name }) => [name, []]));
const waits = new Map<string, number[]>(contestants.map(({ name }) => [name, []]));
const costs = new Map<string, number[]>(contestants.map(({ name }) => [name, []]));
for (const { load } of contestants) await throughput(load, 1000);
for (let round = 0; round < rounds; round += 1) {
  for (const { name, server, load } of round % 2 === 0 ? contestants : contestants.toReversed()) {
    const before = cpuMicroseconds(server);
    const rate = await throughput(load, durationMs);
    rates.get(name)?.push(rate);
    costs.get(name)?.push((cpuMicroseconds(server) - before) / ((rate * durationMs) / 1000));
    waits.get(name)?.push(percentile(await latencies(load, perSecond, durationMs), 0.99));
  }
}

const searchMs: number[] = [];
const searches = [
  'amber ferry',
  'wait for',
  'quiet',
  'vossel lighthouse',
  'in april',
  'paper',
  'maren',
  'zinc o clock',
];
const authorization = (await headersFor(large.url)).slice('authorization: '.length).trim();
const first = await firstSearch(large, authorization);
for (let search = 0; search < 200; search += 1) {
  const query = `q=${encodeURIComponent(searches[search % searches.length] ?? '')}&type=track&offset=${search % 100}`;
  const startedAt = performance.now();
  await (await fetch(`${large.url}/v1/search?${query}`, { headers: { authorization } })).arrayBuffer();
  searchMs.push(performance.now() - startedAt);
}

for (const { child } of servers) child.kill('SIGSTOP');
const firstAsks = await firstAsksLargeToSmall(16);
for (const { child } of servers) child.kill('SIGCONT');

const best = (name: string): number => Math.max(...(rates.get(name) ?? []));
/** The median, over the rounds, of what one reaches for each request of the other. */
const ratio = (one: string, other: string): number =>
  rounded(
    percentile(
      (rates.get(one) ?? []).map((rate, round) => rate / (rates.get(other)?.[round] ?? 0)),
      0.5,
    ),
    3,
  );
const results = {
  requestsPerSecond: Object.fromEntries([...rates].map(([name, found]) => [name, found.map(Math.round)])),
  p99Ms: Object.fromEntries([...waits].map(([name, found]) => [name, found.map((wait) => rounded(wait))])),
  leastCpuMicroseconds: Object.fromEntries([...costs].map(([name, found]) => [name, rounded(Math.min(...found))])),
  largeToSmall: ratio('large', 'small'),
  firstAskToSmall: ratio('large, first ask', 'small'),
  firstAskToRepeated: ratio('large, first ask', 'large'),
  firstAsksLargeToSmall: rounded(firstAsks, 3),
  smallToConstant: ratio('small', 'constant'),
  smallProcessStartMs: { min: rounded(Math.min(...starts)), median: rounded(percentile(starts, 0.5)) },
  smallCreateMs: { min: rounded(Math.min(...creates)), median: rounded(percentile(creates, 0.5)) },
  largeStartMs: rounded(large.startMs),
  largeMegabytes: rounded(megabytesOf(large), 0),
  firstSearch: { ms: rounded(first.ms), othersWaitMs: rounded(first.othersWaitMs) },
  searchMs: { p50: rounded(percentile(searchMs, 0.5)), p95: rounded(percentile(searchMs, 0.95)) },
  userKilobytes: rounded(userKilobytes, 2),
};
for (const { child } of servers) child.kill();

const met = {
  requestsPerSecond: best('small') >= targets.requestsPerSecond,
  p99Ms: Math.min(...(waits.get('small') ?? [])) <= targets.p99Ms,
  largeToSmall: results.largeToSmall >= targets.largeToSmall,
  firstAskToSmall: results.firstAskToSmall >= targets.firstAskToSmall,
  firstAsksLargeToSmall: results.firstAsksLargeToSmall <= targets.firstAsksLargeToSmall,
  smallStartMs: results.smallCreateMs.median <= targets.smallStartMs,
  largeStartMs: results.largeStartMs <= targets.largeStartMs,
  largeMegabytes: results.largeMegabytes <= targets.largeMegabytes,
  searchP50Ms: results.searchMs.p50 <= targets.searchP50Ms,
  othersWaitMs: results.firstSearch.othersWaitMs <= targets.othersWaitMs,
  userKilobytes: results.userKilobytes <= targets.userKilobytes,
};
console.log(JSON.stringify({ results, targets, met }, null, 2));

if (values.write) {
  const report = {
    measured:
      'GET /v1/tracks/{id} over loopback with 50 connections in rounds of throughput and of 2,000 requests a second (latency from when each was due), interleaved with a server of one constant answer; load and servers share the machine',
    node: process.version,
    platform: `${process.platform} ${process.arch}, ${availableParallelism()} cores`,
    rounds,
    secondsEach: durationMs / 1000,
    results,
    targets,
    met,
  };
  writeResult('emulator', report);
}
process.exitCode = Object.values(met).every(Boolean) ? 0 : 1;
