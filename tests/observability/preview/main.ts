// Draws every dashboard with the data of a run in which everything happens: `pnpm dashboards:preview [folder]`.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { dashboards } from '@tonearm/deploy/generate';
import { observeRun } from '../stage/observed-run.ts';
import { drawDashboard } from './dashboard-svg.ts';

const folder = resolve(process.argv[2] ?? join(import.meta.dirname, '../../../.previews'));
mkdirSync(folder, { recursive: true });
const run = await observeRun();
for (const dashboard of dashboards) {
  const { svg } = await drawDashboard(dashboard, run.prometheus, run.seconds());
  const file = join(folder, `${dashboard.uid}.svg`);
  writeFileSync(file, svg);
  process.stdout.write(`${file}\n`);
}
await run.close();
process.exit(0);
