// How long a client waits for an MCP server: spawn → answer to `initialize`, over stdio.
// node mcp-start.ts [--runs 25] [--write]   Needs a build of apps/mcp-server.
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { measureStart } from './measure-start.ts';
import { writeResult } from './write-result.ts';

const targetRatio = 0.75;

const candidates = {
  'tonearm-mcp': '../apps/mcp-server/dist/main.js',
  'minimal server on @modelcontextprotocol/sdk 1.x': './competitors/minimal-sdk-server.mjs',
} as const;

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '25' }, write: { type: 'boolean', default: false } },
});
const runs = Math.max(1, Number(values.runs));
const servers = Object.entries(candidates).map(([name, path]) => ({
  name,
  script: fileURLToPath(new URL(path, import.meta.url)),
  durationsMs: [] as number[],
}));

for (const { script } of servers) {
  if (!existsSync(script)) throw new Error(`${script} is missing: run \`pnpm run build\` first.`);
  // One run each that does not count: it fills the file system's cache, and the compile cache where one is used.
  await measureStart(script);
}
// Interleaved, and in turn first, so that whatever else the machine does falls on both.
for (let run = 0; run < runs; run += 1) {
  for (const server of run % 2 === 0 ? servers : servers.toReversed()) {
    server.durationsMs.push(await measureStart(server.script));
  }
}

const results = servers.map(({ name, durationsMs }) => ({
  name,
  minMs: round(Math.min(...durationsMs)),
  medianMs: round(median(durationsMs)),
}));
const [ours, theirs] = results;
const ratio = ours && theirs ? Math.round((ours.medianMs / theirs.medianMs) * 1000) / 1000 : Number.NaN;

for (const { name, minMs, medianMs } of results)
  console.log(`${name.padEnd(50)} min ${minMs} ms   median ${medianMs} ms`);
console.log(`ratio of medians ${ratio} (target: at most ${targetRatio})`);

if (values.write) {
  const report = {
    measured: 'milliseconds from spawn to the answer to initialize, over stdio',
    node: process.version,
    platform: `${process.platform} ${process.arch}, ${availableParallelism()} cores`,
    runs,
    results,
    ratio,
    targetRatio,
  };
  writeResult('mcp-start', report);
}
process.exitCode = ratio <= targetRatio ? 0 : 1;

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle) - 1] ?? 0)) / 2;
}

function round(milliseconds: number): number {
  return Math.round(milliseconds * 10) / 10;
}
