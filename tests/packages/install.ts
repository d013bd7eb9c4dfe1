import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../repository/tree.ts';
import { type PublishedPackage, publishedPackages, readManifest } from './published.ts';

const execute = promisify(execFile);

/** A project of somebody else, with everything that we publish installed in it. */
export interface Installation {
  readonly folder: string;
  /** Where a package is installed. */
  packageFolder(name: string): string;
  /** The file that a command of a package runs. */
  commandFile(command: string): string;
  remove(): void;
}

/**
 * Packs every published package and unpacks it into the node_modules of a new folder, together with what its packed
 * package.json asks for and nothing else. Dependencies of others are the copies of this workspace, so no network is needed.
 */
export async function installPackages(): Promise<Installation> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'tonearm-installed-')));
  const modules = join(folder, 'node_modules');
  const packageFolder = (name: string): string => join(modules, name);
  await Promise.all(publishedPackages.map((published) => unpack(published, packageFolder(published.manifest.name))));
  for (const { folder: source, manifest } of publishedPackages) {
    const wanted = Object.keys(readManifest(packageFolder(manifest.name)).dependencies ?? {});
    for (const name of wanted) linkDependency(join(root, source, 'node_modules', name), packageFolder(name));
  }
  return {
    folder,
    packageFolder,
    commandFile: (command) => findCommand(command, packageFolder),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function unpack({ folder }: PublishedPackage, target: string): Promise<void> {
  if (!existsSync(join(root, folder, 'dist'))) throw new Error(`${folder} is not built: run pnpm build first`);
  mkdirSync(target, { recursive: true });
  const tarball = join(target, 'packed.tgz');
  const shell = process.platform === 'win32';
  await execute('pnpm', ['pack', '--silent', '--out', tarball], { cwd: join(root, folder), shell });
  await execute('tar', ['-xzf', tarball, '-C', target, '--strip-components=1']);
  rmSync(tarball);
}

function linkDependency(source: string, target: string): void {
  if (existsSync(target)) return;
  mkdirSync(dirname(target), { recursive: true });
  symlinkSync(realpathSync(source), target, 'junction');
}

function findCommand(command: string, packageFolder: (name: string) => string): string {
  for (const { manifest } of publishedPackages) {
    const file = readManifest(packageFolder(manifest.name)).bin?.[command];
    if (file !== undefined) return join(packageFolder(manifest.name), file);
  }
  throw new Error(`no package has a command ${command}`);
}
