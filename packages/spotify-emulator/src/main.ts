#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { run } from './command/run.js';

const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const version =
  typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : '';

const outcome = await run(process.argv.slice(2), process, version);
if ('exitCode' in outcome) process.exitCode = outcome.exitCode;
else {
  const { listening } = outcome;
  const end = async (): Promise<void> => {
    process.exitCode = await listening.close();
  };
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
}
