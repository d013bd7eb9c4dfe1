// Lets one task at a time work in this clone: a second one would replace node_modules and dist under the first.
// Runs before anything is installed: Node's own modules only, and any Node >= 18.
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';

// Tells the tasks that the holder starts that the clone is theirs too.
const HOLDER = 'TONEARM_CLONE_HELD_BY';
const COMMANDS = { demo: 'npm start', check: 'npm test' };

/** Takes the clone until this process ends. Where another task that lives has it, says whose it is and what to do, and ends this process. */
export function holdClone(root, task) {
  const folder = join(root, '.toolchain');
  const file = join(folder, 'held-by.json');
  const holder = { pid: process.pid, host: hostname(), began: beginningOf(process.pid), task, at: Date.now() };
  mkdirSync(folder, { recursive: true });
  while (!create(file, holder)) {
    const other = read(file);
    if (other === undefined) continue;
    if (!isAlive(other)) {
      takeAway(file, other);
      continue;
    }
    // What the holder starts itself is a part of its task.
    if (process.env[HOLDER] === nameOf(other)) return;
    console.error(refusal(other, file));
    process.exit(1);
  }
  process.env[HOLDER] = nameOf(holder);
  process.on('exit', () => {
    // Somebody may have deleted it, as the message allows, and then it is another's.
    if (isSame(read(file), holder)) rmSync(file, { force: true });
  });
}

/** Whether the file is ours now. */
function create(file, holder) {
  try {
    writeFileSync(file, `${JSON.stringify(holder)}\n`, { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Who holds the clone; undefined when nobody does any more. A file that stays unfinished is of one who died while writing. */
function read(file) {
  for (let turn = 0; turn < 10; turn += 1) {
    try {
      return JSON.parse(readFileSync(file, 'utf8'));
    } catch (error) {
      if (error.code === 'ENOENT') return undefined;
      if (error.code !== undefined) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  }
  return { pid: 0, host: hostname() };
}

/** Removes what a process that died left behind. Moved first, which only one can do: it may be somebody's new file by now. */
function takeAway(file, dead) {
  const moved = `${file}.${process.pid}`;
  try {
    renameSync(file, moved);
  } catch (error) {
    if (error.code === 'ENOENT') return;
    throw error;
  }
  if (isSame(read(moved), dead)) rmSync(moved, { force: true });
  else renameSync(moved, file);
}

function isSame(one, other) {
  return one !== undefined && one.pid === other.pid && one.host === other.host && one.at === other.at;
}

function isAlive({ pid, host, began }) {
  // Nobody can see from here whether a process of another machine or container lives.
  if (host !== hostname()) return true;
  // Ours is not there yet: a number of a process that died, as in a container that began anew.
  if (!(pid > 0) || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code === 'ESRCH') return false;
  }
  // Numbers are given out again; when the process began tells whether it is the same.
  const now = beginningOf(pid);
  return began === undefined || now === undefined || began === now;
}

/** When a process began, where the system tells: in ticks since the machine started, and which start of it that was. */
function beginningOf(pid) {
  try {
    const [, afterName] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(/\) (?!.*\) )/s);
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    // It has ended, and whoever started it has not asked how.
    if (afterName.startsWith('Z')) return 'ended';
    return `${boot} ${afterName.split(' ')[19]}`;
  } catch {
    return undefined;
  }
}

function nameOf({ pid, host }) {
  return `${host}:${pid}`;
}

function refusal({ pid, host, task, at }, file) {
  const command = COMMANDS[task] ?? `node scripts/bootstrap.mjs ${task}`;
  const isElsewhere = host !== hostname();
  const who = `process ${pid}${isElsewhere ? ` of ${host}` : ''}, since ${new Date(at).toLocaleTimeString()}`;
  const lines = [
    `${command} is at work in this clone (${who}); a second task would replace node_modules and dist under it.`,
    'Wait until it has ended, or end it, and try again; or use another clone.',
  ];
  if (isElsewhere) lines.push(`Whether it lives cannot be seen from here: if it does not, delete ${file}`);
  return lines.join('\n');
}
