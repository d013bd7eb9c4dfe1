#!/usr/bin/env node
import { keepCompiledCode } from './compile-cache.js';

keepCompiledCode();
// Loaded only now, so that what was compiled at an earlier start is used.
const { run } = await import('./run.js');

// The exit is explicit: a request that never comes back must not keep the process alive.
process.exit(await run(process.argv.slice(2), process.env));
