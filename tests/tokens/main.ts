import { readFileSync, writeFileSync } from 'node:fs';
import { measure } from './measure.ts';
import { tokenTable, withTable } from './table.ts';

// Writes the table of what a conversation pays into the README of the server. pnpm tokens builds it first.
const readme = new URL('../../apps/mcp-server/README.md', import.meta.url);
writeFileSync(readme, withTable(readFileSync(readme, 'utf8'), tokenTable(await measure())));
