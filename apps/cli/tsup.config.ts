import { app } from '@tonearm/tooling/tsup';
import type { Options } from 'tsup';

// Chunks beside main.js: a single file would load all of Node's modules that any part of it needs before its first line,
// and node:http alone takes longer than everything else that `tonearm --version` does.
const options: Options = { ...(app() as Options), splitting: true };

export default options;
