// What `npm start` runs: builds quietly, then shows the MCP server at work on the Spotify emulator.
// --once (or CI=true) ends after the journey; otherwise an HTTP server stays until Ctrl-C.
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { holdClone } from './clone-lock.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const isWindows = process.platform === 'win32';

holdClone(root, 'demo');
console.log('› Building the packages (a few seconds, then cached) …');
const build = spawnSync(join(root, 'node_modules', '.bin', 'turbo'), ['run', 'build', '--output-logs=errors-only'], {
  cwd: root,
  shell: isWindows,
  // Its own report would come before the demo: shown only when something went wrong.
  stdio: ['ignore', 'pipe', 'pipe'],
  encoding: 'utf8',
});
if (build.status !== 0) {
  process.stderr.write(`${build.stdout ?? ''}${build.stderr ?? ''}${build.error?.message ?? ''}\n`);
  process.exit(build.status ?? 1);
}

const demo = spawn(process.execPath, ['tests/journeys/demo.ts', ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});
// Ctrl-C reaches the demo too, and it is the demo that decides when all is over.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => signal === 'SIGTERM' && demo.kill(signal));
demo.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 1 : 128)));
