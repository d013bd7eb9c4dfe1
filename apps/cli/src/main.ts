#!/usr/bin/env node
import manifest from '../package.json' with { type: 'json' };

const { version } = manifest;
const words = process.argv.slice(2);

if (words.length === 1 && (words[0] === '--version' || words[0] === '-V')) {
  process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
    // A reader that has seen enough is no failure.
    if (code === 'EPIPE') return;
    process.stderr.write(`error: The output could not be written (${code}).\n`);
    process.exitCode = 1;
  });
  process.stdout.write(`${version}\n`);
} else {
  const { start } = await import('./start.js');
  await start(words, version);
}
