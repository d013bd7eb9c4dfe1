// What measuring costs: an instrumented call, a scrape after a run, a line of the log.
// node metrics.ts [--rounds 15] [--write]   Needs a build of the packages.
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { createMetrics, defineMetrics, instrument } from '@tonearm/metrics';
import { createSpotifyEmulator } from '@tonearm/spotify-emulator';
import { callEverything } from '@tonearm/tests/call-everything';
import { createLogger, createRuntime, readSettings, runInRequest, silentLogger } from '@tonearm/tools/runtime';
import { Counter, Histogram, Registry } from 'prom-client';
import { writeResult } from './write-result.ts';

const targets = { callRatio: 1.2, callP99Us: 5, series: 1500, scrapeMs: 5, logLineUs: 20 } as const;
const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '15' }, write: { type: 'boolean', default: false } },
});
const rounds = Math.max(3, Number(values.rounds));
const callsEachRound = 20_000;
const tools = ['get_album', 'get_artist', 'search_catalog', 'list_devices'] as const;
const buckets = [0.01, 0.05, 0.1, 0.5, 1, 5, 30] as const;
const work = async (): Promise<string> => 'an album';

/** What somebody writes who has only prom-client: a counter of outcomes and a histogram of seconds. */
function byHand(): (tool: string) => Promise<string> {
  const registers = [new Registry()];
  const calls = new Counter({ name: 'calls_total', help: 'Calls.', labelNames: ['tool', 'outcome'], registers });
  const labelNames = ['tool', 'outcome'];
  const seconds = new Histogram({ name: 'call_seconds', help: 'Time.', labelNames, buckets: [...buckets], registers });
  return async (tool) => {
    const startedAt = performance.now();
    const record = (outcome: string): void => {
      calls.inc({ tool, outcome });
      seconds.observe({ tool, outcome }, (performance.now() - startedAt) / 1000);
    };
    try {
      const value = await work();
      record('ok');
      return value;
    } catch (error) {
      record('error');
      throw error;
    }
  };
}

/** The same with ours: the histogram counts too, its labels are bounded, and exemplars lead to requests. */
function instrumented(): (tool: string) => Promise<string> {
  const catalogue = defineMetrics({
    seconds: {
      ...{ kind: 'histogram', name: 'call_seconds', help: 'Time.', unit: 'seconds', buckets },
      labels: { tool: 'bounded', outcome: ['ok', 'error'] },
    },
  });
  const metrics = createMetrics(catalogue, { exemplarLabels: () => ({ correlation_id: '4bf92f3577b34da6' }) });
  const duration = metrics.histogram('seconds');
  return (tool) => instrument(duration, work, ({ ok }) => ({ tool, outcome: ok ? 'ok' : 'error' }));
}

async function nanosecondsEach(call: (tool: string) => Promise<string>): Promise<number> {
  const startedAt = performance.now();
  for (let index = 0; index < callsEachRound; index += 1) await call(tools[index % tools.length] ?? 'other');
  return ((performance.now() - startedAt) * 1e6) / callsEachRound;
}

/** How long an instrumented call takes, at the 99th of a hundred: call by call, with the work and the clock that times it. */
async function p99Microseconds(call: (tool: string) => Promise<string>): Promise<number> {
  const took: number[] = [];
  for (let index = 0; index < 50_000; index += 1) {
    const startedAt = performance.now();
    await call(tools[index % tools.length] ?? 'other');
    took.push((performance.now() - startedAt) * 1000);
  }
  return took.toSorted((a, b) => a - b)[Math.floor(took.length * 0.99)] ?? Number.NaN;
}

async function measureCalls() {
  const [hand, ours] = [byHand(), instrumented()];
  const took = { hand: [] as number[], ours: [] as number[] };
  await nanosecondsEach(hand);
  await nanosecondsEach(ours);
  for (let round = 0; round < rounds; round += 1) {
    // In turn first, so that whatever else the machine does falls on both.
    for (const who of round % 2 === 0 ? (['hand', 'ours'] as const) : (['ours', 'hand'] as const)) {
      took[who].push(await nanosecondsEach(who === 'hand' ? hand : ours));
    }
  }
  const summary = (each: readonly number[]) => ({
    minNs: Math.round(Math.min(...each)),
    medianNs: Math.round(median(each)),
  });
  const p99Us = [];
  for (let run = 0; run < 5; run += 1) p99Us.push(await p99Microseconds(ours));
  return {
    handWritten: summary(took.hand),
    instrumented: summary(took.ours),
    ratioOfMinima: round3(Math.min(...took.ours) / Math.min(...took.hand)),
    ratioOfMedians: round3(median(took.ours) / median(took.hand)),
    p99Us: { min: round3(Math.min(...p99Us)), median: round3(median(p99Us)) },
  };
}

/** Scrapes a server whose every endpoint and tool was called, well and failing, by clients of both protocols. */
async function measureScrape() {
  const emulator = createSpotifyEmulator({ profile: 'extended' });
  const runtime = await createRuntime({
    settings: readSettings({ TONEARM_APP_MODE: 'extended' }, { backend: 'emulator' }),
    createEmulator: async () => ({ fetch: emulator.fetch, url: 'https://emulator.tonearm.invalid' }),
    logger: silentLogger,
  });
  await callEverything(runtime, emulator);
  const took: number[] = [];
  let body = '';
  for (let round = 0; round < 60; round += 1) {
    const startedAt = performance.now();
    ({ body } = await runtime.exposeMetrics('application/openmetrics-text'));
    // What comes before is the compiler at work.
    if (round >= 20) took.push(performance.now() - startedAt);
  }
  await runtime.close();
  const series = body.split('\n').filter((line) => line !== '' && !line.startsWith('#')).length;
  return {
    series,
    minMs: round3(Math.min(...took)),
    medianMs: round3(median(took)),
    kilobytes: Math.round(body.length / 1024),
  };
}

/** What the line of one call of a tool costs, written as JSON, its request known. */
async function measureLogging() {
  let written = 0;
  const logger = await createLogger({ logLevel: 'info', logFormat: 'json' }, (line) => {
    written += line.length;
  });
  const took: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const startedAt = performance.now();
    runInRequest({ correlationId: '4bf92f3577b34da6a3ce929d0e0e4736' }, () => {
      for (let line = 0; line < 5000; line += 1) {
        logger.info({ tool: 'get_album', outcome: 'ok', durationMs: line }, 'tool call');
        logger.debug({ endpoint: 'albums.get', outcome: 'ok' }, 'request');
      }
    });
    took.push(((performance.now() - startedAt) * 1000) / 5000);
  }
  if (written === 0) throw new Error('nothing was logged');
  return { minUs: round3(Math.min(...took)), medianUs: round3(median(took)) };
}

const call = await measureCalls();
const scrape = await measureScrape();
const logging = await measureLogging();
const report = {
  measured:
    'an instrumented call against a counter and a histogram by hand; a scrape (OpenMetrics) after a run; a line of the log for a call of a tool',
  node: process.version,
  platform: `${process.platform} ${process.arch}, ${availableParallelism()} cores`,
  rounds,
  call,
  scrape,
  logging,
  targets,
};
console.log(JSON.stringify(report, null, 2));
if (values.write) {
  writeResult('metrics', report);
}
const misses = [
  call.ratioOfMinima > targets.callRatio && 'an instrumented call costs more than one by hand',
  call.p99Us.min > targets.callP99Us && 'an instrumented call is too slow at its 99th percentile',
  scrape.series > targets.series && 'there are too many series',
  scrape.minMs > targets.scrapeMs && 'a scrape takes too long',
  logging.minUs > targets.logLineUs && 'a line of the log costs too much',
].filter((miss) => miss !== false);
for (const miss of misses) console.error(`missed: ${miss}`);
process.exit(misses.length === 0 ? 0 : 1);

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle) - 1] ?? 0)) / 2;
}

function round3(value: number): number {
  return Math.round(value * 1000) / 1000;
}
