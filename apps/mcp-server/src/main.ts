#!/usr/bin/env node
import { keepCompiledCode } from './compile-cache.js';

// What follows is no program at all to an older Node: it would say where, and not why.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(
    `tonearm-mcp: needs Node 22.18 or later, and this is ${process.versions.node}: https://nodejs.org\n`,
  );
  process.exit(1);
}
keepCompiledCode();
// Loaded only now, so that what was compiled at an earlier start is used.
const { run } = await import('./run.js');

// The exit is explicit: a request that never comes back must not keep the process alive.
process.exit(await run(process.argv.slice(2), process.env));
