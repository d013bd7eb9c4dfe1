#!/usr/bin/env node
import manifest from '../package.json' with { type: 'json' };

const { version } = manifest;
const words = process.argv.slice(2);

if (words.length === 1 && (words[0] === '--version' || words[0] === '-V')) {
  process.stdout.write(`${version}\n`);
} else {
  const { start } = await import('./start.js');
  await start(words, version);
}
