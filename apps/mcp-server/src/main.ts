#!/usr/bin/env node
import { run } from './run.js';

// The exit is explicit: a request that never comes back must not keep the process alive.
process.exit(await run(process.argv.slice(2), process.env));
