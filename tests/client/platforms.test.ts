import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findProgram, type ProgramName, servicesAreOff } from '@tonearm/tooling/services';
import { describe, expect, test } from 'vitest';
import { bundle } from './anywhere/bundle.ts';
import { OUTCOME } from './anywhere/program.ts';
import { openStage } from './anywhere/stage.ts';

const execute = promisify(execFile);
const PROGRAM = `export * from '${import.meta.dirname}/anywhere/program.ts';`;
const TIMEOUT_MS = 60_000;

/** The other platforms of the server, and what lets a script reach the network and nothing else. */
const PLATFORMS: readonly (readonly [ProgramName, readonly string[]])[] = [
  ['deno', ['run', '--quiet', '--no-config', '--allow-net=127.0.0.1']],
  ['bun', ['run']],
];

describe.skipIf(servicesAreOff).each(PLATFORMS)('in %s', (name, words) => {
  test('the client signs in, reads, writes and fails as it does in Node', { timeout: TIMEOUT_MS }, async () => {
    await using stage = await openStage();
    const { url, redirectingUrl, redirectUri } = stage;
    const folder = mkdtempSync(join(tmpdir(), 'platforms-'));
    try {
      const file = join(folder, 'program.mjs');
      writeFileSync(
        file,
        `${await bundle(PROGRAM)}
const agree = async (consentUrl) => (await fetch(consentUrl + '&decision=allow')).url;
console.log(JSON.stringify(await program.program({ ...${JSON.stringify({ url, redirectingUrl, redirectUri })}, agree })));`,
      );
      const { path, environment } = findProgram(name);
      const { stdout } = await execute(path, [...words, file], {
        // What a program of the platform keeps for itself goes with the folder.
        env: { ...process.env, ...environment, HOME: folder, DENO_DIR: folder },
        timeout: TIMEOUT_MS,
      });
      expect(JSON.parse(stdout)).toEqual(OUTCOME);
      expect(stage.emulator.journal.entries().map((entry) => entry.path)).not.toContain('/stolen');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
