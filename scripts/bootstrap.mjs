// Runs a task of this repository on a machine that has only Node and npm: node scripts/bootstrap.mjs <task> [arguments].
// Fetches the pinned pnpm, and the pinned Node where the running one is not supported, into .toolchain/. Needs Node >= 18 itself.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { holdClone } from './clone-lock.mjs';

const NODE_VERSION = '24.21.0';
// Plain packages that hold nothing but the Node executable; there is none for macOS.
const NODE_PLATFORMS = ['linux-x64', 'linux-arm64', 'win-x64'];

const root = fileURLToPath(new URL('..', import.meta.url));
const isWindows = process.platform === 'win32';

function isSupportedNode(version) {
  const [major, minor] = version.split('.').map(Number);
  return (major === 22 && minor >= 18) || (major === 24 && minor >= 11) || major >= 26;
}

function neededPackages() {
  const { devEngines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const pnpm = `pnpm@${devEngines.packageManager.version}`;
  if (isSupportedNode(process.versions.node)) return [pnpm];
  const platform = `${isWindows ? 'win' : process.platform}-${process.arch}`;
  if (!NODE_PLATFORMS.includes(platform)) {
    console.error(`Node v${process.versions.node} is not supported: install Node 24 LTS and try again.`);
    process.exit(1);
  }
  return [pnpm, `node-${platform}@${NODE_VERSION}`];
}

/** Runs a step until it ends by itself, as long as it has the clone; a step that fails ends all. */
async function run(command, commandArguments, { cwd = root, explanation = '' } = {}) {
  if (explanation) console.log(`› ${explanation}`);
  const child = spawn(command, commandArguments, { cwd, stdio: 'inherit', shell: isWindows });
  // Ctrl-C reaches the step too, and it is the step that decides when all is over.
  const passOn = (signal) => signal === 'SIGTERM' && child.kill(signal);
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, passOn);
  const status = await new Promise((resolve) => {
    child.on('error', (error) => {
      console.error(`Could not run ${command}: ${error.message}`);
      resolve(1);
    });
    child.on('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.off(signal, passOn);
  if (status !== 0) process.exit(status);
}

/** One folder for each list of packages: a run under another Node must not take away the one that is running. */
async function prepareToolchain(packages) {
  const toolchain = join(root, '.toolchain', packages.join('+').replaceAll('@', '-'));
  const stamp = join(toolchain, 'complete');
  if (existsSync(stamp)) return toolchain;
  rmSync(toolchain, { recursive: true, force: true });
  mkdirSync(toolchain, { recursive: true });
  writeFileSync(join(toolchain, 'package.json'), '{ "private": true }\n');
  await run('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error', ...packages], {
    cwd: toolchain,
    explanation: `Fetching ${packages.join(' and ')} into .toolchain/ (once, about 10 s) …`,
  });
  writeFileSync(stamp, '');
  return toolchain;
}

const [task, ...taskArguments] = process.argv.slice(2);
if (!task) {
  console.error('usage: node scripts/bootstrap.mjs <task> [arguments]');
  process.exit(2);
}

/** Says in words that the clone cannot be written to; anything else is a fault of this program and keeps its stack. */
async function inWords(prepare) {
  try {
    return await prepare();
  } catch (error) {
    if (!['EACCES', 'EPERM', 'EROFS'].includes(error.code)) throw error;
    console.error(`Cannot write to ${error.path ?? root} (${error.code}): clone into a folder that you may write to.`);
    process.exit(1);
  }
}

const packages = neededPackages();
await inWords(() => holdClone(root, task));
const toolchain = await inWords(() => prepareToolchain(packages));
process.env.PATH = [join(toolchain, 'node_modules', '.bin'), process.env.PATH].join(delimiter);
process.env.TURBO_TELEMETRY_DISABLED = '1';
const firstInstall = !existsSync(join(root, 'node_modules'));
await run('pnpm', ['install', '--frozen-lockfile', '--reporter=append-only', '--loglevel=warn'], {
  explanation: firstInstall ? 'Installing the dependencies (once, about 20 s) …' : '',
});
await run('pnpm', ['run', '--silent', task, ...taskArguments]);
