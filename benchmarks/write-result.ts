import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Keeps what a benchmark found as results/<name>.json, laid out by the formatter, so that it can be committed as it is. */
export function writeResult(name: string, report: object): void {
  const file = fileURLToPath(new URL(`./results/${name}.json`, import.meta.url));
  mkdirSync(fileURLToPath(new URL('./results/', import.meta.url)), { recursive: true });
  writeFileSync(file, `${JSON.stringify(report, undefined, 2)}\n`);
  const formatter = fileURLToPath(import.meta.resolve('@biomejs/biome/bin/biome'));
  execFileSync(process.execPath, [formatter, 'format', '--write', file], { stdio: ['ignore', 'ignore', 'inherit'] });
}
