// Packs the package in the current folder as it would be published, and looks at the packed files:
// publint reads the manifest against them, and are-the-types-wrong resolves every entry as TypeScript would.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const commands = join(import.meta.dirname, '..', 'node_modules', '.bin');
const isWindows = process.platform === 'win32';

/** Runs a command that has something to say only when it fails. */
function run(command, commandArguments) {
  const { status, stdout, stderr, error } = spawnSync(command, commandArguments, {
    encoding: 'utf8',
    shell: isWindows,
  });
  if (status === 0) return true;
  console.error(error ? `Could not run ${command}: ${error.message}` : stdout + stderr);
  process.exitCode = 1;
  return false;
}

const { exports: entries } = JSON.parse(readFileSync('package.json', 'utf8'));
const folder = mkdtempSync(join(tmpdir(), 'tonearm-pack-'));
try {
  if (run('pnpm', ['pack', '--silent', '--pack-destination', folder])) {
    const tarball = join(folder, readdirSync(folder)[0]);
    run(join(commands, 'publint'), ['run', tarball, '--strict']);
    // A package that holds only a command has no types to get wrong.
    if (entries) run(join(commands, 'attw'), [tarball, '--profile', 'esm-only', '--format', 'ascii']);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
