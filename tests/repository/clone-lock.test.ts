import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readText, root } from './tree.ts';

/** A clone whose tools are there already, and only stand in. */
let clone: string;
let file: string;
const children: ChildProcess[] = [];

const { devEngines } = JSON.parse(readText('package.json'));
// Says what it was started for; a task goes on until it is told to end, and ends in its own time.
const standInForPnpm = `#!${process.execPath}
const [command] = process.argv.slice(2);
console.log('pnpm ' + command);
if (command === 'run') {
  setInterval(() => undefined, 1000);
  process.on('SIGTERM', () => { console.log('told to end'); process.exit(7); });
}`;

beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), 'tonearm-clone-lock-'));
  file = join(clone, '.toolchain/held-by.json');
  const toolchain = join(clone, '.toolchain', `pnpm-${devEngines.packageManager.version}`);
  mkdirSync(join(toolchain, 'node_modules/.bin'), { recursive: true });
  mkdirSync(join(clone, 'scripts'));
  for (const name of ['package.json', 'scripts/bootstrap.mjs', 'scripts/check.mjs', 'scripts/clone-lock.mjs']) {
    cpSync(join(root, name), join(clone, name));
  }
  writeFileSync(join(toolchain, 'complete'), '');
  writeFileSync(join(toolchain, 'node_modules/.bin/pnpm'), standInForPnpm, { mode: 0o755 });
});
afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  rmSync(clone, { recursive: true, force: true });
});

const env = (others: Record<string, string> = {}) => ({ PATH: '', SystemRoot: process.env.SystemRoot, ...others });

/** Takes the clone, says so, and keeps it until it is told to end. */
const holding = `import { holdClone } from './scripts/clone-lock.mjs';
holdClone('.', 'check');
console.log('held');
process.stdin.on('end', () => process.exit()).resume();`;

function start(words: readonly string[]): ChildProcess {
  const child = spawn(process.execPath, words, { cwd: clone, env: env(), stdio: ['pipe', 'pipe', 'pipe'] });
  children.push(child);
  return child;
}

const hold = () => start(['--input-type=module', '--eval', holding]);

/** The first words of a process, or those that it ended with. */
async function firstWords(child: ChildProcess): Promise<string> {
  const heard = [child.stdout, child.stderr].map(async (stream) => String((await once(stream ?? child, 'data'))[0]));
  return Promise.race(heard);
}

/** Takes the clone, if it can, and ends. */
function tryToHold(others: Record<string, string> = {}) {
  const words = ['--input-type=module', '--eval', `${holding} process.exit();`];
  return spawnSync(process.execPath, words, { cwd: clone, env: env(others), encoding: 'utf8' });
}

function leaveBehind(holder: object): void {
  writeFileSync(file, JSON.stringify({ host: hostname(), task: 'check', at: 0, ...holder }));
}

function deadProcess(): number {
  return spawnSync(process.execPath, ['--version']).pid;
}

describe('a clone in which a task is at work', () => {
  test('is refused to another one before that changes anything, with who has it and what to do', async () => {
    const holder = hold();
    expect(await firstWords(holder)).toBe('held\n');
    for (const script of [['bootstrap.mjs', 'demo'], ['check.mjs']]) {
      const [name = '', ...words] = script;
      const { status, stdout, stderr } = spawnSync(process.execPath, [join(clone, 'scripts', name), ...words], {
        env: env(),
        encoding: 'utf8',
        // One that is not refused would go on until it is told to end.
        timeout: 5_000,
      });
      expect(stderr).toMatch(
        new RegExp(
          `^npm test is at work in this clone \\(process ${holder.pid}, since .+\\); a second task would .+\\n`,
        ),
      );
      expect(stderr).toMatch(/\nWait until it has ended, or end it, and try again; or use another clone\.\n$/);
      expect([status, stdout]).toEqual([1, '']);
    }
    holder.stdin?.end();
    await once(holder, 'exit');
    expect(existsSync(file)).toBe(false);
    expect(tryToHold()).toMatchObject({ status: 0, stdout: 'held\n' });
  });

  test('is open to what the task starts itself, which does not give it away', async () => {
    const holder = hold();
    await firstWords(holder);
    const before = readFileSync(file, 'utf8');
    const part = tryToHold({ TONEARM_CLONE_HELD_BY: `${hostname()}:${holder.pid}` });
    expect(part).toMatchObject({ status: 0, stdout: 'held\n' });
    expect(readFileSync(file, 'utf8')).toBe(before);
    expect(tryToHold({ TONEARM_CLONE_HELD_BY: `${hostname()}:1` }).status).toBe(1);
  });

  test('is free again when the task was killed', async () => {
    const holder = hold();
    await firstWords(holder);
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    expect(existsSync(file)).toBe(true);
    expect(tryToHold()).toMatchObject({ status: 0, stdout: 'held\n' });
    expect(readdirSync(join(clone, '.toolchain')).filter((name) => name.startsWith('held-by'))).toEqual([]);
  });

  test('goes to one of several that come after one that was killed, at once', async () => {
    leaveBehind({ pid: deadProcess() });
    const words = await Promise.all([hold(), hold(), hold(), hold()].map(firstWords));
    expect(words.filter((said) => said === 'held\n')).toHaveLength(1);
    expect(words.filter((said) => said.startsWith('npm test is at work'))).toHaveLength(3);
  });

  test.skipIf(process.platform !== 'linux')('is not held by a process that only has the number of a dead one', () => {
    leaveBehind({ pid: process.pid, began: 'another start 1' });
    expect(tryToHold()).toMatchObject({ status: 0, stdout: 'held\n' });
  });

  test('is held by a process of which nobody can tell when it began', () => {
    leaveBehind({ pid: process.pid });
    expect(tryToHold()).toMatchObject({ status: 1, stdout: '' });
  });

  test('is not held by somebody who died before they had said who they are', () => {
    writeFileSync(file, '{"pid":');
    expect(tryToHold()).toMatchObject({ status: 0, stdout: 'held\n' });
  });

  test('of another machine or container stays held, since nobody sees from here whether that lives; what to delete is said', () => {
    leaveBehind({ pid: deadProcess(), host: 'elsewhere', task: 'build' });
    const { status, stderr } = tryToHold();
    expect(status).toBe(1);
    expect(stderr).toMatch(/^node scripts\/bootstrap\.mjs build is at work in this clone \(process \d+ of elsewhere, /);
    expect(stderr).toMatch(/if it does not, delete .*held-by\.json\n$/);
  });
});

describe.skipIf(process.platform === 'win32')('the bootstrap', () => {
  test('has the clone as long as its task goes on, also when it is told to end', async () => {
    const bootstrap = start([join(clone, 'scripts/bootstrap.mjs'), 'demo']);
    let said = '';
    const isRunning = new Promise<void>((resolve) => {
      bootstrap.stdout?.on('data', (chunk) => {
        said += chunk;
        if (said.includes('pnpm run')) resolve();
      });
    });
    await isRunning;
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ pid: bootstrap.pid, task: 'demo' });
    expect(tryToHold().stderr).toContain(`npm start is at work in this clone (process ${bootstrap.pid}`);
    bootstrap.kill('SIGTERM');
    expect(await once(bootstrap, 'close')).toEqual([7, null]);
    expect(said).toMatch(/pnpm install\npnpm run\ntold to end\n$/);
    expect(existsSync(file)).toBe(false);
  });
});

test.each(['bootstrap.mjs', 'clone-lock.mjs'])('%s runs where nothing is installed yet', (name) => {
  const sources = [...readText(`scripts/${name}`).matchAll(/from '([^']+)'/g)].map(([, source]) => source);
  expect(sources.length).toBeGreaterThan(0);
  for (const source of sources) expect(source).toMatch(/^(node:|\.\/clone-lock\.mjs$)/);
});
