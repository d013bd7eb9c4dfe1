import { readFileSync, writeFileSync } from 'node:fs';
import { shareTable } from '../selection/share.ts';
import { measure } from './measure.ts';
import { tokenTable, withTable } from './table.ts';

// Writes the table of what a conversation pays into the README of the server, and that of how tools are found beside the requests.
// pnpm tokens builds it first.
function write(page: string, table: string): void {
  const file = new URL(page, import.meta.url);
  writeFileSync(file, withTable(readFileSync(file, 'utf8'), table));
}

write('../selection/README.md', shareTable());
write('../../apps/mcp-server/README.md', tokenTable(await measure()));
