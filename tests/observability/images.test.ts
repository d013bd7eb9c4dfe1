import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { root } from '../repository/tree.ts';
import { statusFor } from './stage/status-for.ts';

// There is no Docker here: the steps of each image are carried out in a plain folder, from what the build has made, and
// what an image starts is started there, as its service in Compose would. With one, `pnpm image:check` does it for real.
vi.setConfig({ testTimeout: 30_000 });

interface Image {
  readonly copies: readonly (readonly [from: string, to: string])[];
  readonly entrypoint: readonly string[];
  readonly healthCheck: readonly string[];
  readonly user: string | undefined;
  readonly environment: Readonly<Record<string, string>>;
}

/** Words that change nothing in how the program of an image starts. */
const silentWords = ['EXPOSE', 'LABEL', 'RUN', 'VOLUME'];

/** Reads a stage of the Dockerfile; every word of it must be one that is understood here. */
function readImage(target: string): Image {
  const text = readFileSync(join(root, 'deploy/docker/Dockerfile'), 'utf8');
  const stages = text.split(/^(?=FROM )/m).filter((part) => part.startsWith('FROM '));
  const stage = stages.find((part) => part.split('\n')[0]?.endsWith(` AS ${target}`)) ?? expect.unreachable(target);
  const image = {
    copies: [] as [string, string][],
    entrypoint: [] as string[],
    healthCheck: [] as string[],
    user: undefined as string | undefined,
    environment: {} as Record<string, string>,
  };
  const instructions = stage.trim().split('\n').slice(1);
  for (const line of instructions.filter((one) => !one.startsWith('#'))) {
    const [word = '', ...rest] = line.split(' ');
    const what = rest.join(' ');
    const copy = /^(?:--from=build \/tonearm\/)?(\S+) (\/\S+)$/.exec(what);
    if (word === 'COPY' && copy !== null) image.copies.push([copy[1] ?? '', copy[2] ?? '']);
    else if (word === 'ENTRYPOINT') image.entrypoint.push(...(JSON.parse(what) as string[]));
    else if (word === 'HEALTHCHECK') image.healthCheck = JSON.parse(what.slice(what.indexOf('['))) as string[];
    else if (word === 'USER') image.user = what;
    else if (word === 'ENV') Object.assign(image.environment, Object.fromEntries(rest.map((one) => one.split('='))));
    else expect(silentWords).toContain(word);
  }
  return image;
}

const folders: string[] = [];
const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** Starts an image with the command of its service, on any free port; resolves with the first line that it says. */
async function startService(name: string, environment: Readonly<Record<string, string>> = {}): Promise<string> {
  const { services } = parse(readFileSync(join(root, 'deploy/compose/compose.yaml'), 'utf8'));
  const { command, build } = services[name] as { command: string[]; build: { target: string } };
  const { copies, entrypoint, healthCheck, user, environment: own } = readImage(build.target);
  expect(user).toBe('node');
  const folder = mkdtempSync(join(tmpdir(), 'tonearm-image-'));
  folders.push(folder);
  for (const [from, to] of copies) cpSync(join(root, from), join(folder, to), { recursive: true });
  const [, check] = healthCheck;
  expect(check === undefined || existsSync(join(folder, check))).toBe(true);
  const [program, script = ''] = entrypoint;
  expect(program).toBe('node');
  const flags = command.map((word) => (/^\d{4}$/.test(word) ? '0' : word));
  const child = spawn(process.execPath, [join(folder, script), ...flags], {
    cwd: folder,
    env: {
      ...{ PATH: process.env.PATH, HOME: folder },
      // What is a path in the image is one below the folder that stands for it.
      ...Object.fromEntries(Object.entries(own).map(([key, value]) => [key, value.replace(/^\//, `${folder}/`)])),
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  const lines: string[] = [];
  return await new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        lines.push(line);
        const url = /https?:\/\/[\w.[\]:]+/.exec(line)?.[0];
        if (url !== undefined) resolve(url);
      });
    }
    child.once('close', (code) => reject(new Error(`ended with ${code}: ${lines.join('\n')}`)));
  });
}

const local = (url: string): string => `http://127.0.0.1:${new URL(url).port}`;

test('what the images hold starts by itself, without the workspace: the emulator, and a server that asks it', async () => {
  const emulator = local(await startService('emulator'));
  // In Compose the server calls it by the name of its service.
  const json = { 'content-type': 'application/json' };
  expect(await statusFor(`${emulator}/__emulator/tokens`, { ...json, host: 'emulator:8080' }, 'POST')).toBe(200);
  const token = 'the-token-of-the-image';
  const server = local(
    await startService('tonearm-mcp', {
      TONEARM_BACKEND: 'emulator',
      TONEARM_HTTP_TOKEN: token,
      SPOTIFY_API_URL: `${emulator}/v1`,
      SPOTIFY_ACCOUNTS_URL: emulator,
    }),
  );
  expect((await fetch(`${server}/livez`)).status).toBe(200);
  const ready = await fetch(`${server}/readyz`);
  expect([ready.status, await ready.json()]).toMatchObject([200, { status: 'healthy' }]);
  const metrics = await fetch(`${server}/metrics`, { headers: { authorization: `Bearer ${token}` } });
  expect(await metrics.text()).toContain('tonearm_build_info{');
});
