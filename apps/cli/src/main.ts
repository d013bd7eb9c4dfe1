#!/usr/bin/env node
import manifest from '../package.json' with { type: 'json' };

const { version } = manifest;
// What follows is no program at all to an older Node: it would say where, and not why.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(
    `error: tonearm needs Node 22.18 or later, and this is ${process.versions.node}: https://nodejs.org\n`,
  );
  process.exit(1);
}
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
