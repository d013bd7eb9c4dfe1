#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8';
import { keepCompiledCode } from './compile-cache.js';

keepCompiledCode();
// A server of one client rests most of the time: it need not keep room for a crowd's garbage, which is half of what it would take.
if (process.argv[2] !== 'http') setFlagsFromString('--semi-space-growth-factor=1');
// Loaded only now, so that what was compiled at an earlier start is used.
const { run } = await import('./run.js');

// The exit is explicit: a request that never comes back must not keep the process alive.
process.exit(await run(process.argv.slice(2), process.env));
