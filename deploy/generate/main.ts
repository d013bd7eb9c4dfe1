// Writes deploy/observability anew: `pnpm generate`. What is not generated any more is removed.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { generatedFiles } from './files.ts';

const target = join(import.meta.dirname, '..', 'observability');
rmSync(target, { recursive: true, force: true });
for (const [path, content] of generatedFiles()) {
  const file = join(target, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}
