import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { makeBundle, serverJson } from '@tonearm/deploy/distribution';
import { tools } from '@tonearm/tools';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { emulatorEnvironment, exitOf, startHttpServer } from '../journeys/mcp-server-process.ts';
import { root } from '../repository/tree.ts';
import { runCommand } from './command.ts';
import { shakeHands, startStdio, toolCall } from './stdio-child.ts';

// Some tests start processes: a busy machine may take its time.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const manifest = JSON.parse(read('apps/mcp-server/package.json'));

/** What the registry's schema of 2025-12-11 asks of what we use of it; what else it knows is refused here. */
const url = z.url({ protocol: /^https$/ });
const variable = z.strictObject({
  name: z.string().regex(/^[A-Z_]+$/),
  description: z.string().min(1),
  isRequired: z.boolean(),
  isSecret: z.boolean(),
});
const transport = z.strictObject({ type: z.literal('stdio') });
const version = z.string().regex(/^\d+\.\d+\.\d+(-[\w.]+)?$/);
const registryEntry = z.strictObject({
  $schema: z.literal('https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json'),
  name: z
    .string()
    .max(200)
    .regex(/^[a-zA-Z0-9.-]+\/[a-zA-Z0-9._-]+$/),
  title: z.string().min(1).max(100),
  description: z.string().min(1).max(100),
  version,
  websiteUrl: url,
  repository: z.strictObject({ url, source: z.literal('github'), subfolder: z.string().regex(/^[\w-]+(\/[\w-]+)*$/) }),
  packages: z.array(
    z.union([
      z.strictObject({
        ...{ registryType: z.literal('npm'), registryBaseUrl: z.literal('https://registry.npmjs.org') },
        ...{ identifier: z.string(), version, runtimeHint: z.literal('npx'), transport },
        environmentVariables: z.array(variable),
      }),
      z.strictObject({
        ...{ registryType: z.literal('mcpb'), identifier: url, transport },
        fileSha256: z.string().regex(/^[a-f0-9]{64}$/),
      }),
    ]),
  ),
});

describe('server.json', () => {
  test('is what is generated, and what the registry asks for', () => {
    const committed = JSON.parse(read('apps/mcp-server/server.json'));
    expect(committed).toEqual(serverJson());
    registryEntry.parse(committed);
    registryEntry.parse(serverJson({ url: 'https://github.com/x/y/tonearm.mcpb', sha256: 'a'.repeat(64) }));
  });

  test('has the name and the version that the published package says of itself', () => {
    expect(serverJson()).toMatchObject({
      name: manifest.mcpName,
      version: manifest.version,
      packages: [{ identifier: manifest.name, version: manifest.version }],
    });
  });
});

describe('the bundle', () => {
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tonearm-bundle-'));
    await makeBundle(join(folder, 'tonearm.mcpb'));
    const files = unzipSync(readFileSync(join(folder, 'tonearm.mcpb')));
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, 'unpacked', path)), { recursive: true });
      writeFileSync(join(folder, 'unpacked', path), content);
    }
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const unpacked = () => {
    const { server, user_config: settings } = JSON.parse(readFileSync(join(folder, 'unpacked/manifest.json'), 'utf8'));
    return { server, settings };
  };

  test('starts as a client with a window starts it, when nothing was filled in', async () => {
    const { server, settings } = unpacked();
    expect(server.mcp_config.command).toBe('node');
    const [script] = server.mcp_config.args;
    const filledIn = (value: string): string =>
      value.replaceAll(/\$\{user_config\.(\w+)\}/g, (_whole, name) => String(settings[name].default));
    const environment = Object.fromEntries(
      Object.entries(server.mcp_config.env).map(([name, value]) => [name, filledIn(String(value))]),
    );
    const child = startStdio(environment, [], {
      script: script.replace('$' + '{__dirname}', join(folder, 'unpacked')),
    });
    expect((await shakeHands(child)).result).toMatchObject({ serverInfo: { name: 'tonearm' } });
    child.send(toolCall(1, 'get_profile'));
    expect((await child.answerTo(1)).result).not.toHaveProperty('isError');
    child.end();
    expect(await child.ended).toBe(0);
  });

  test('fills in only settings that it asks for, and has nothing but the program', () => {
    const { server, settings } = unpacked();
    const used = [...JSON.stringify(server).matchAll(/user_config\.(\w+)/g)].map(([, name]) => name);
    expect(used.sort()).toEqual(Object.keys(settings).sort());
    const names = Object.keys(unzipSync(readFileSync(join(folder, 'tonearm.mcpb'))));
    for (const name of names) expect(name).toMatch(/^(manifest\.json|package\.json|server\/[\w-]+\.js)$/);
  });
});

describe('the image', () => {
  const dockerfile = read('deploy/docker/Dockerfile');
  const stage = /FROM \S+ AS mcp-server\n(.*?)(\n\nFROM |$)/s.exec(dockerfile)?.[1] ?? '';

  // No Docker runs where this does: what can be seen without one is looked at, and the health check is run for real.
  test('is built in stages, runs without rights, and knows its name in the registry', () => {
    expect(dockerfile).toMatch(/^FROM node:\d+-slim AS build$/m);
    expect(stage.indexOf('USER node')).toBeGreaterThan(stage.lastIndexOf('COPY'));
    expect(stage).toContain(`io.modelcontextprotocol.server.name="${manifest.mcpName}"`);
    expect(stage).toContain('HEALTHCHECK');
    for (const [, source = ''] of stage.matchAll(/^COPY (?:--from=build \/tonearm\/)?(\S+)/gm)) {
      if (!source.endsWith('dist')) expect(() => read(source)).not.toThrow();
    }
  });

  test('has a health check that is green while the server can work, and red when it cannot', async () => {
    const check = (url: string): Promise<number | null> => {
      const script = join(root, 'deploy/docker/healthcheck.mjs');
      return exitOf(spawn(process.execPath, [script], { env: { TONEARM_HEALTH_URL: url } }));
    };
    const well = await startHttpServer({ TONEARM_BACKEND: 'emulator' });
    const ill = await startHttpServer({ ...emulatorEnvironment('http://127.0.0.1:1') });
    const answers = await Promise.all([well, ill].map(({ url }) => check(new URL('/readyz', url).href)));
    await Promise.all([well, ill].map((server) => server.stop('SIGKILL')));
    expect([...answers, await check(new URL('/readyz', well.url).href)]).toEqual([0, 1, 1]);
  });
});

test('the page about clients is what the program prints', async () => {
  const { code, output } = await runCommand('config');
  expect(code).toBe(0);
  await expect(output).toMatchFileSnapshot('../../docs/guide/clients.md');
});

test('the configuration of a client starts this very server', async () => {
  const { output, errors } = await runCommand('config gemini --toolsets core');
  expect(errors).toContain('settings.json');
  const { command, args } = JSON.parse(output).mcpServers.tonearm;
  expect(command).toBe(process.execPath);
  const [script, ...flags] = args;
  const child = startStdio({}, flags, { script });
  expect((await shakeHands(child)).result).toMatchObject({ serverInfo: { name: 'tonearm' } });
  child.end();
  expect(await runCommand('config emacs')).toMatchObject({ code: 2, errors: expect.stringContaining('Known: ') });
});

test('the skill names only tools that exist, and has what a skill must have', () => {
  const skill = read('apps/mcp-server/skills/spotify/SKILL.md');
  const [, head = '', body = ''] = /^---\n(.*?)\n---\n(.*)$/s.exec(skill) ?? [];
  expect(head).toMatch(/^name: spotify$/m);
  expect(/^description: (.*)$/m.exec(head)?.[1]?.length).toBeLessThanOrEqual(1_024);
  const names = new Set(tools.map(({ name }) => name));
  const named = [...body.matchAll(/`([a-z]+_[a-z_]+)`/g)].map(([, name = '']) => name);
  expect(named.filter((name) => !names.has(name) && name !== 'dry_run')).toEqual([]);
  expect(named.length).toBeGreaterThan(8);
});
