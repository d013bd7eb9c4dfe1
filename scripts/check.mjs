// The one check: everything that must hold, cheapest first. Ends with a line "N passed, N failed".
import { spawn } from 'node:child_process';
import { globSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { holdClone } from './clone-lock.mjs';

const root = join(import.meta.dirname, '..');

/** Checks of the repository as a whole; each counts as one. */
const REPOSITORY_CHECKS = [
  ['format and lint', 'biome', ['check', '--error-on-warnings', '.']],
  ['arrows between packages', 'turbo', ['boundaries']],
  ['unused files, exports and dependencies', 'knip', ['--no-progress']],
  ['programs that tests run beside the code', process.execPath, ['scripts/services.mjs']],
];

/** Tasks of the workspaces, cached by turbo; a `test` task counts its tests, every other one counts as one. */
const WORKSPACE_TASKS = ['build', 'typecheck', 'test', 'pack-check'];

const tally = { passed: 0, failed: 0, skipped: 0 };
const failures = [];
function count(isPassed, name) {
  tally[isPassed ? 'passed' : 'failed'] += 1;
  if (!isPassed) failures.push(name);
}

function run(command, commandArguments, stdio) {
  return new Promise((resolve) => {
    const child = spawn(command, commandArguments, { cwd: root, stdio, shell: process.platform === 'win32' });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => resolve({ status: 1, output: `${command}: ${error.message}\n` }));
    child.on('close', (status) => resolve({ status: status ?? 1, output }));
  });
}

async function checkRepository([name, command, commandArguments]) {
  const { status, output } = await run(command, commandArguments, ['ignore', 'pipe', 'pipe']);
  count(status === 0, name);
  console.log(status === 0 ? `✓ ${name}` : `✗ ${name}\n${output}`);
}

async function checkWorkspaces() {
  // A result left by an earlier run must not be counted: turbo restores those of the tasks that it has cached.
  for (const file of globSync('{packages,apps}/*/test-results.json', { cwd: root })) rmSync(join(root, file));
  rmSync(join(root, 'tests/test-results.json'), { force: true });
  rmSync(join(root, '.turbo/runs'), { recursive: true, force: true });

  console.log(`› ${WORKSPACE_TASKS.join(', ')} of every workspace (what has not changed comes from the cache) …`);
  const { status } = await run(
    'turbo',
    [
      'run',
      ...WORKSPACE_TASKS,
      '--continue',
      '--summarize',
      '--concurrency=3',
      '--output-logs=errors-only',
      '--log-order=grouped',
    ],
    ['ignore', 'inherit', 'inherit'],
  );
  const [summaryFile] = globSync('.turbo/runs/*.json', { cwd: root });
  if (!summaryFile) return count(false, `turbo (exit ${status}, no summary)`);
  const { tasks } = JSON.parse(readFileSync(join(root, summaryFile), 'utf8'));
  for (const task of tasks) countTask(task);
  if (status !== 0 && tally.failed === 0) count(false, `turbo (exit ${status})`);
}

function countTask({ taskId, task, directory, command, execution, cache }) {
  if (command === '<NONEXISTENT>') return;
  const isPassed = cache.status === 'HIT' || execution?.exitCode === 0;
  if (task !== 'test') return count(isPassed, taskId);
  const results = readResults(join(root, directory, 'test-results.json'));
  if (!results) return count(false, `${taskId}: wrote no results`);
  tally.passed += results.numPassedTests;
  tally.skipped += results.numPendingTests;
  for (const file of results.testResults) {
    const failed = file.assertionResults.filter((test) => test.status === 'failed');
    for (const test of failed) count(false, `${taskId}: ${test.fullName}`);
    if (file.status === 'failed' && failed.length === 0) count(false, `${taskId}: ${file.name} did not load`);
  }
  if (!isPassed && results.success) count(false, `${taskId}: exit ${execution?.exitCode}`);
}

function readResults(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

if (process.argv.length > 2) {
  console.error(
    'npm test runs everything and takes no arguments. For some of the tests: pnpm vitest run <part of a path>',
  );
  process.exit(2);
}
holdClone(root, 'check');
await Promise.all(REPOSITORY_CHECKS.map(checkRepository));
await checkWorkspaces();

for (const name of failures) console.log(`✗ ${name}`);
const skipped = tally.skipped > 0 ? `, ${tally.skipped} skipped` : '';
console.log(`\n${tally.passed} passed, ${tally.failed} failed${skipped}`);
process.exitCode = tally.failed === 0 ? 0 : 1;
