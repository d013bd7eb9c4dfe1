// Runs the program of all platforms in one that has no test of its own, and ends with 1 when it finds out anything else than in Node.
//   pnpm --filter @tonearm/tests anywhere deno run --allow-net --allow-env
//   pnpm --filter @tonearm/tests anywhere bun
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { isDeepStrictEqual } from 'node:util';
import { bundle } from './bundle.ts';
import { OUTCOME } from './program.ts';
import { openStage } from './stage.ts';

const [command = process.execPath, ...words] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'anywhere-'));
await using stage = await openStage();
try {
  const { url, redirectingUrl, redirectUri } = stage;
  const script = await bundle(`export * from '${import.meta.dirname}/program.ts';`);
  const file = join(folder, 'program.mjs');
  writeFileSync(
    file,
    `${script}
const agree = async (consentUrl) => (await fetch(consentUrl + '&decision=allow')).url;
console.log(JSON.stringify(await program.program({ ...${JSON.stringify({ url, redirectingUrl, redirectUri })}, agree })));`,
  );
  const child = spawn(command, [...words, file], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [printed] = await Promise.all([text(child.stdout), once(child, 'close')]);
  process.stdout.write(printed);
  const isSame = printed !== '' && isDeepStrictEqual(JSON.parse(printed), OUTCOME);
  process.stdout.write(isSame ? 'the same as in Node\n' : 'not the same as in Node\n');
  process.exitCode = isSame ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true });
}
