import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { makeBundle } from '@tonearm/deploy/distribution';
import { tools } from '@tonearm/tools';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { emulatorEnvironment, exitOf, startHttpServer } from '../journeys/mcp-server-process.ts';
import { root } from '../repository/tree.ts';
import { runCommand } from './command.ts';
import { shakeHands, startStdio, toolCall } from './stdio-child.ts';

// Some tests start processes: a busy machine may take its time.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const manifest = JSON.parse(read('apps/mcp-server/package.json'));

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

  test('fills in only settings that it asks for, and has nothing but the program and its icon', () => {
    const { server, settings } = unpacked();
    const used = [...JSON.stringify(server).matchAll(/user_config\.(\w+)/g)].map(([, name]) => name);
    expect(used.sort()).toEqual(Object.keys(settings).sort());
    const names = Object.keys(unzipSync(readFileSync(join(folder, 'tonearm.mcpb'))));
    for (const name of names) expect(name).toMatch(/^(manifest\.json|package\.json|icon\.png|server\/[\w-]+\.js)$/);
  });
});

describe('the image', () => {
  const dockerfile = read('deploy/docker/Dockerfile');
  const stage = /FROM \S+ AS mcp-server\n(.*?)(\n\nFROM |$)/s.exec(dockerfile)?.[1] ?? '';

  // No Docker runs where this does: what can be seen without one is looked at, and the health check is run for real.
  // `pnpm image:check` builds the image and runs it.
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
