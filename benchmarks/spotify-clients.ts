// How many albums a client reads in a second from a server on this machine: one after the other, and 50 at a time.
// node spotify-clients.ts [--rounds 21] [--write]   Needs a build of packages/spotify-client.
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type Read, spotifyClients } from './competitors/spotify-clients.ts';

const baseline = 'raw fetch';
const ours = '@tonearm/spotify-client';
/** One brings an HTTP client of its own; the others show what it costs that a limit reaches the connection. */
const notCompared = ['spotify-web-api-node', `${baseline}, with a limit`, `${ours}, with a limit`];
const atLeastOfBaseline = 0.95;
const modes = { sequential: { atATime: 1, requests: 1_000 }, 'concurrent 50': { atATime: 50, requests: 2_000 } };

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '21' }, write: { type: 'boolean', default: false } },
});
const rounds = Math.max(1, Number(values.rounds));

interface Measured {
  readonly perSecond: number;
  /** Of this process, for one request: other work of the machine is not in it. */
  readonly cpuMicroseconds: number;
}

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

/** Each pays for its own garbage: fetch leaves much, and what is collected meanwhile would be charged to whoever comes next. */
async function measure(read: Read, { atATime, requests }: { atATime: number; requests: number }): Promise<Measured> {
  collectGarbage();
  await new Promise(setImmediate);
  let left = requests;
  const cpuBefore = process.cpuUsage();
  const startedAt = performance.now();
  const work = async (): Promise<void> => {
    while (left-- > 0) await read('a1');
  };
  await Promise.all(Array.from({ length: atATime }, work));
  const perSecond = (requests * 1000) / (performance.now() - startedAt);
  const { user, system } = process.cpuUsage(cpuBefore);
  return { perSecond, cpuMicroseconds: (user + system) / requests };
}

const server = spawn(process.execPath, [fileURLToPath(new URL('./competitors/album-server.mjs', import.meta.url))], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
const results: {
  mode: string;
  name: string;
  medianPerSecond: number;
  ofBaseline: number;
  leastCpuMicroseconds: number;
}[] = [];
try {
  const url = await new Promise<string>((resolve) => createInterface({ input: server.stdout }).once('line', resolve));
  const clients: readonly [string, Read][] = Object.entries(spotifyClients(url));
  for (const [, read] of clients) await measure(read, { atATime: 50, requests: 3_000 });

  for (const [mode, load] of Object.entries(modes)) {
    const rates = new Map<string, Measured[]>(clients.map(([name]) => [name, []]));
    // Interleaved, each in turn first, so that whatever else the machine does falls on all.
    for (let round = 0; round < rounds; round += 1) {
      const turn = round % clients.length;
      for (const [name, read] of [...clients.slice(turn), ...clients.slice(0, turn)]) {
        rates.get(name)?.push(await measure(read, load));
      }
    }
    const base = rates.get(baseline) ?? [];
    for (const [name, measured] of rates) {
      const ratios = measured.map(({ perSecond }, round) => perSecond / (base[round]?.perSecond ?? Number.NaN));
      results.push({
        mode,
        name,
        medianPerSecond: Math.round(median(measured.map(({ perSecond }) => perSecond))),
        ofBaseline: Math.round(median(ratios) * 1000) / 1000,
        leastCpuMicroseconds: Math.round(Math.min(...measured.map(({ cpuMicroseconds }) => cpuMicroseconds))),
      });
    }
  }
} finally {
  server.kill();
}

for (const { mode, name, medianPerSecond, ofBaseline, leastCpuMicroseconds } of results) {
  const rate = `${String(medianPerSecond).padStart(6)} a second`;
  console.log(
    `${mode.padEnd(14)} ${name.padEnd(38)} ${rate}   × ${ofBaseline}   at least ${leastCpuMicroseconds} µs of CPU each`,
  );
}
const missed = Object.keys(modes).flatMap((mode) => {
  const ratioOf = (name: string): number =>
    results.find((row) => row.mode === mode && row.name === name)?.ofBaseline ?? 0;
  const sdks = results.filter((row) => row.mode === mode && ![ours, baseline, ...notCompared].includes(row.name));
  return [
    ...(ratioOf(ours) >= atLeastOfBaseline ? [] : [`${mode}: less than ${atLeastOfBaseline} of ${baseline}`]),
    ...sdks.filter(({ ofBaseline }) => ofBaseline >= ratioOf(ours)).map(({ name }) => `${mode}: not ahead of ${name}`),
  ];
});
for (const line of missed) console.log(`missed: ${line}`);

if (values.write) {
  const folder = new URL('./results/', import.meta.url);
  mkdirSync(folder, { recursive: true });
  const machine = {
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    cores: availableParallelism(),
  };
  const how = {
    rounds,
    load: modes,
    ratio: 'median over the rounds of the rate divided by that of raw fetch in the same round',
  };
  writeFileSync(
    new URL('spotify-clients.json', folder),
    `${JSON.stringify({ machine, how, results, missed }, undefined, 2)}\n`,
  );
}
if (missed.length > 0) process.exitCode = 1;

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((one, other) => one - other);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? Number.NaN)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
