import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '@tonearm/tooling/services';
import { root } from '../repository/tree.ts';

/** Fetched when it is needed and not before: nothing else needs it, and it is large. */
const verdaccio = {
  private: true,
  dependencies: { verdaccio: '6.10.4' },
  // A part of it asks for a version by a tag, which mirrors of npm may not have.
  overrides: { 'node-fetch': '2.7.0' },
};

/** A registry of npm packages on this machine, and what makes npm and pnpm use it. */
export interface NpmRegistry {
  readonly url: string;
  readonly environment: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/**
 * Starts a real registry in a folder. What is published there stays there; what is not ours comes from where npm gets it.
 * Rejects with its words when it does not start.
 */
export async function startNpmRegistry(folder: string): Promise<NpmRegistry> {
  const program = fetchProgram();
  writeFileSync(
    join(folder, 'config.yaml'),
    JSON.stringify({
      storage: join(folder, 'storage'),
      auth: { htpasswd: { file: join(folder, 'htpasswd'), max_users: 10 } },
      uplinks: { npm: { url: 'https://registry.npmjs.org/' } },
      packages: {
        '@tonearm/*': { access: '$all', publish: '$authenticated' },
        '**': { access: '$all', proxy: 'npm' },
      },
      log: { type: 'stdout', format: 'pretty', level: 'warn' },
    }),
  );
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/`;
  const child = spawn(process.execPath, [program, '--config', join(folder, 'config.yaml'), '--listen', url]);
  await answers(child, url);
  // npm wants a file for the token; its name is given in the environment, so that nobody's own is touched.
  writeFileSync(join(folder, 'npmrc'), `registry=${url}\n//127.0.0.1:${port}/:_authToken=${await signUp(url)}\n`);
  return {
    url,
    environment: {
      NPM_CONFIG_USERCONFIG: join(folder, 'npmrc'),
      NPM_CONFIG_REGISTRY: url,
      NPM_CONFIG_CACHE: join(folder, 'cache'),
    },
    stop() {
      const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
      child.kill();
      return ended;
    },
  };
}

function fetchProgram(): string {
  const folder = join(root, '.toolchain', `verdaccio-${verdaccio.dependencies.verdaccio}`);
  const program = join(folder, 'node_modules/verdaccio/bin/verdaccio');
  if (existsSync(program)) return program;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify(verdaccio));
  const words = ['install', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status } = spawnSync('npm', words, { cwd: folder, stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) throw new Error('Verdaccio, the registry of this check, could not be fetched.');
  return program;
}

async function answers(child: ChildProcess, url: string): Promise<void> {
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (said += chunk));
  const ended = new Promise<never>((_, reject) => {
    child.once('close', () => reject(new Error(`The registry ended:\n${said}`)));
  });
  ended.catch(() => undefined);
  for (;;) {
    const ping = fetch(new URL('-/ping', url)).then(
      ({ ok }) => ok,
      () => false,
    );
    if (await Promise.race([ping, ended])) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function signUp(url: string): Promise<string> {
  const user = { name: 'publisher', password: 'a-password-of-this-run', type: 'user', roles: [] };
  const answer = await fetch(new URL('-/user/org.couchdb.user:publisher', url), {
    ...{ method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify(user) },
  });
  const { token } = (await answer.json()) as { readonly token?: string };
  if (token === undefined) throw new Error(`The registry takes no users: ${answer.status}`);
  return token;
}
