// How many albums a client reads in a second from a server on this machine: one after the other, and 50 at a time.
// node spotify-clients.ts [--runs 6] [--write]   Needs a build of packages/spotify-client.
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { ClientName } from './competitors/spotify-clients.ts';
import { compare, cpuMicrosecondsEach, ratePerSecond, verdict, written } from './spotify-clients/compare.ts';
import { keepOnCore } from './spotify-clients/keep-on-core.ts';
import { loads } from './spotify-clients/loads.ts';
import { measureAll, modes, names, type Samples, takesPart } from './spotify-clients/run.ts';
import { writeResult } from './write-result.ts';

const baseline = 'raw fetch';
const ours = '@tonearm/spotify-client';
const rivals: readonly ClientName[] = ['@spotify/web-api-ts-sdk', '@soundify/web-api'];
const atLeastOfBaseline = 0.95;

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '6' },
    write: { type: 'boolean', default: false },
  },
});
const runs = Math.max(1, Number(values.runs));

const server = spawn(process.execPath, [fileURLToPath(new URL('./competitors/album-server.mjs', import.meta.url))], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
const haveOwnCores = keepOnCore(server, 0);
let samples: Samples;
try {
  const url = await new Promise<string>((resolve) => createInterface({ input: server.stdout }).once('line', resolve));
  samples = await measureAll(url, runs);
} finally {
  server.kill();
}

const results = modes.flatMap((mode) =>
  names
    .filter((name) => takesPart(name, mode))
    .map((name) => ({
      mode,
      name,
      perSecond: ratePerSecond(samples, mode, name),
      cpuMicrosecondsEach: cpuMicrosecondsEach(samples, mode, name),
      ofBaseline: compare(samples, mode, name, baseline),
    })),
);
const beside = modes.flatMap((mode) =>
  rivals.map((rival) => {
    const ofRival = compare(samples, mode, ours, rival);
    return { mode, rival, ofRival, verdict: verdict(ofRival, mode) };
  }),
);
const missed = [
  ...results
    .filter(({ mode, name }) => name === ours && mode !== 'without network')
    .filter(({ ofBaseline }) => ofBaseline.rate.median < atLeastOfBaseline)
    .map(({ mode }) => `${mode}: less than ${atLeastOfBaseline} of ${baseline}`),
  ...beside
    .filter(({ verdict: said }) => said !== 'ahead')
    .map(({ mode, rival, verdict: said }) => `${mode}: ${said === 'behind' ? said : `${said} from`} ${rival}`),
];

for (const { mode, name, perSecond, cpuMicrosecondsEach: cpuEach, ofBaseline } of results) {
  const rate = `${String(perSecond).padStart(6)} a second × ${written(ofBaseline.rate)}`;
  const cpu = `CPU × ${written(ofBaseline.cpu)}, ${cpuEach} µs`;
  console.log(`${mode.padEnd(29)} ${name.padEnd(38)} ${rate}   ${cpu}`);
}
for (const { mode, rival, ofRival, verdict: said } of beside) {
  const ratios = `× ${written(ofRival.rate)}, CPU × ${written(ofRival.cpu)}`;
  console.log(`${mode.padEnd(29)} ours beside ${rival.padEnd(26)} ${ratios}: ${said}`);
}
for (const line of missed) console.log(`missed: ${line}`);

if (values.write) {
  const machine = {
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    cores: availableParallelism(),
  };
  const how = {
    runs,
    load: loads,
    haveOwnCores,
    processes:
      'one for the server; for every start and every way of asking a new one for every client, or for all of them where it says so; clients take turns from the beginning of their warm-up',
    ratio:
      'in a start of the sums over all turns, in one process of the turns in the middle; over all starts the median of the means of pairs (Hodges and Lehmann), with its interval of 95 % confidence (signed ranks)',
  };
  writeResult('spotify-clients', { machine, how, results, beside, missed });
}
if (missed.length > 0) process.exitCode = 1;
