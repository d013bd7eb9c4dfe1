// What a call of a tool costs when the answer is remembered: over stdio beside a server that remembers nothing, over HTTP in calls per
// second, how often Spotify is asked, and how much memory a server takes.
// node mcp-calls.ts [--rounds 7] [--calls 300] [--write]   Needs a build.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { medianOf } from './interleaved.ts';
import { callsPerSecond } from './mcp-calls/http-load.ts';
import { startCaller } from './mcp-calls/stdio-caller.ts';
import { startUpstream, type Upstream } from './mcp-calls/upstream.ts';
import { percentile, rounded } from './statistics.ts';
import { writeResult } from './write-result.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '7' },
    calls: { type: 'string', default: '300' },
    write: { type: 'boolean', default: false },
  },
});
const [rounds, calls] = [Number(values.rounds), Number(values.calls)];
const ours = fileURLToPath(new URL('../apps/mcp-server/dist/main.js', import.meta.url));
const theirs = fileURLToPath(new URL('./competitors/uncached-server.mjs', import.meta.url));
const album = 'spotify:album:6FvCEbWpGFE2vEwky9Ni2m';
const targets = { ratioAt0Ms: 0.5, speedUpAt40Ms: 100, upstreamCalls: 1, httpCallsPerSecond: 1_000, idleMemoryMb: 75 };

const environmentFor = ({ url }: Upstream): Record<string, string> => ({
  ...{ TONEARM_BACKEND: 'spotify', SPOTIFY_CLIENT_ID: 'benchmark', SPOTIFY_CLIENT_SECRET: 'benchmark' },
  ...{ SPOTIFY_API_URL: `${url}/v1`, SPOTIFY_ACCOUNTS_URL: url, TONEARM_LOG_LEVEL: 'warn' },
  ...{ XDG_CONFIG_HOME: '/nonexistent', XDG_STATE_HOME: '/nonexistent' },
});

/** The median of so many calls, one after the other, round by round; both servers in turns. */
async function overStdio(delayMs: number, each: number): Promise<{ oursMs: number[]; theirsMs: number[] }> {
  const upstream = await startUpstream(delayMs);
  const servers = await Promise.all([ours, theirs].map((script) => startCaller(script, environmentFor(upstream))));
  // What is called all day is compiled by then.
  for (let count = 0; count < calls; count += 1) await servers[0]?.call(album);
  const medians = servers.map((): number[] => []);
  for (let round = -1; round < rounds; round += 1) {
    for (let place = 0; place < servers.length; place += 1) {
      const index = (place + Math.max(0, round)) % servers.length;
      const taken: number[] = [];
      for (let count = 0; count < each; count += 1) {
        const since = performance.now();
        await servers[index]?.call(album);
        taken.push(performance.now() - since);
      }
      // One round of each before does not count: it fills the cache, and lets the compilers work.
      if (round >= 0) medians[index]?.push(percentile(taken, 0.5));
    }
  }
  await Promise.all(servers.map((server) => server.stop()));
  upstream.stop();
  const [oursMs = [], theirsMs = []] = medians;
  return { oursMs, theirsMs };
}

/** How often Spotify is asked for so many identical calls. */
async function upstreamCalls(count: number, atOnce: boolean): Promise<number> {
  const upstream = await startUpstream(20);
  const server = await startCaller(ours, environmentFor(upstream));
  if (atOnce) await Promise.all(Array.from({ length: count }, () => server.call(album)));
  else for (let each = 0; each < count; each += 1) await server.call(album);
  const asked = await upstream.count();
  await server.stop();
  upstream.stop();
  return asked;
}

async function overHttp(): Promise<number[]> {
  const upstream = await startUpstream(0);
  const child = spawn(process.execPath, [ours, 'http', '--port', '0'], {
    env: { PATH: process.env.PATH, ...environmentFor(upstream) },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const url = await new Promise<URL>((resolve) => {
    child.stderr.on('data', (text) => {
      const found = /listening on (http\S+)/.exec(String(text))?.[1];
      if (found !== undefined) resolve(new URL(found));
    });
  });
  const meta = {
    'io.modelcontextprotocol/protocolVersion': '2026-07-28',
    'io.modelcontextprotocol/clientCapabilities': {},
    'io.modelcontextprotocol/clientInfo': { name: 'benchmark', version: '1.0.0' },
  };
  const params = { name: 'get_album', arguments: { album }, _meta: meta };
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params });
  await callsPerSecond(url, body, 8, 2_000);
  const rates: number[] = [];
  for (let round = 0; round < rounds; round += 1) rates.push(await callsPerSecond(url, body, 8, 1_000));
  child.kill('SIGKILL');
  upstream.stop();
  return rates;
}

/** Resident memory in megabytes of a server that has shaken hands, and of one that has worked and rests. */
async function memory(): Promise<{ startedMb: number; workedMb: number }> {
  const upstream = await startUpstream(0);
  const server = await startCaller(ours, environmentFor(upstream));
  const residentMb = (): number =>
    Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${server.process.pid}/status`, 'utf8'))?.[1]) / 1024;
  await sleep(2_000);
  const startedMb = residentMb();
  for (let count = 0; count < 50; count += 1) await server.call(album);
  await sleep(5_000);
  const workedMb = residentMb();
  await server.stop();
  upstream.stop();
  return { startedMb, workedMb };
}

const [near, far] = [await overStdio(0, calls), await overStdio(40, Math.ceil(calls / 5))];
const http = await overHttp();
const { startedMb, workedMb } = await memory();
const report = {
  measured:
    'a call of get_album: median milliseconds over stdio round by round in turns, upstream calls, calls per second over HTTP with 8 connections, resident megabytes',
  node: process.version,
  platform: `${process.platform} ${process.arch}, ${availableParallelism()} cores`,
  ...{ rounds, calls },
  stdio: {
    upstream0Ms: { oursMs: rounded(medianOf(near.oursMs), 3), theirsMs: rounded(medianOf(near.theirsMs), 3) },
    upstream40Ms: { oursMs: rounded(medianOf(far.oursMs), 3), theirsMs: rounded(medianOf(far.theirsMs), 3) },
    ratioAt0Ms: rounded(medianOf(near.oursMs.map((each, index) => each / (near.theirsMs[index] ?? Number.NaN))), 3),
    speedUpAt40Ms: rounded(medianOf(far.theirsMs.map((each, index) => each / (far.oursMs[index] ?? Number.NaN)))),
  },
  upstreamCalls: { oneAfterTheOther100: await upstreamCalls(100, false), atOnce50: await upstreamCalls(50, true) },
  httpCallsPerSecond: { median: Math.round(medianOf(http)), max: Math.round(Math.max(...http)) },
  memoryMb: { started: rounded(startedMb), worked: rounded(workedMb) },
  targets,
};
process.stdout.write(`${JSON.stringify(report, undefined, 2)}\n`);
if (values.write) writeResult('mcp-calls', report);
const { stdio, upstreamCalls: asked } = report;
const isMet =
  stdio.ratioAt0Ms <= targets.ratioAt0Ms &&
  stdio.speedUpAt40Ms >= targets.speedUpAt40Ms &&
  asked.oneAfterTheOther100 <= targets.upstreamCalls &&
  asked.atOnce50 <= targets.upstreamCalls &&
  report.httpCallsPerSecond.median >= targets.httpCallsPerSecond &&
  report.memoryMb.started <= targets.idleMemoryMb;
process.exitCode = isMet ? 0 : 1;
