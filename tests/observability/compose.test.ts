import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createSpotifyEmulator } from '@tonearm/spotify-emulator';
import { expect, onTestFinished, test, vi } from 'vitest';
import { parse } from 'yaml';
import { emulatorEnvironment, exitOf, startHttpServer } from '../journeys/mcp-server-process.ts';
import { root } from '../repository/tree.ts';
import { statusFor } from './stage/status-for.ts';

// Starts processes: a busy machine may take its time.
vi.setConfig({ testTimeout: 30_000 });

interface Service {
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly configs?: readonly { readonly source: string; readonly target: string }[];
  readonly volumes?: readonly string[];
  readonly ports?: readonly string[];
  readonly build?: { readonly context: string; readonly dockerfile: string; readonly target: string };
}

const file = join(root, 'deploy/compose/compose.yaml');
const { services, configs } = parse(readFileSync(file, 'utf8')) as {
  services: Readonly<Record<string, Service>>;
  configs: Readonly<Record<string, { readonly content: string }>>;
};
const generated = (path: string): unknown => parse(readFileSync(join(root, 'deploy/observability', path), 'utf8'));

test('every file that a service mounts or is built from is there', () => {
  for (const { volumes = [], build } of Object.values(services)) {
    for (const volume of volumes) {
      const [source = ''] = volume.split(':');
      if (source.startsWith('.')) expect(existsSync(join(dirname(file), source)), source).toBe(true);
    }
    if (build === undefined) continue;
    const dockerfile = readFileSync(join(dirname(file), build.context, build.dockerfile), 'utf8');
    expect(dockerfile).toContain(` AS ${build.target}\n`);
  }
});

test('nothing can be reached from other machines', () => {
  for (const port of Object.values(services).flatMap(({ ports = [] }) => ports)) expect(port).toMatch(/^127\.0\.0\.1:/);
});

test('what the configurations speak of is a service, or Prometheus itself', () => {
  const hosts = JSON.stringify(generated('prometheus/prometheus.yml')).match(/[\w.-]+(?=:\d+")/g) ?? [];
  expect(hosts.length).toBeGreaterThan(2);
  for (const host of hosts) expect([...Object.keys(services), '127.0.0.1']).toContain(host);
  expect(JSON.stringify(generated('grafana/provisioning/datasources/prometheus.yml'))).toContain(
    'http://prometheus:9090',
  );
});

test('Prometheus finds the token of the server where it looks for it', () => {
  const { scrape_configs } = generated('prometheus/prometheus.yml') as {
    scrape_configs: readonly { authorization?: { credentials_file: string } }[];
  };
  const target = scrape_configs[0]?.authorization?.credentials_file;
  expect(services.prometheus?.configs).toEqual([{ source: 'http-token', target }]);
  expect(configs['http-token']?.content).toBe(services['tonearm-mcp']?.environment?.TONEARM_HTTP_TOKEN);
});

test('the server takes the command of its service, and the visitor finds something to do there', async () => {
  const emulator = createSpotifyEmulator();
  const listening = await emulator.listen();
  const command = services['tonearm-mcp']?.command ?? expect.unreachable();
  const [, ...flags] = command.map((word) => (word === '3333' ? '0' : word));
  const token = 'the-token-of-compose';
  const tokenOf = (service: string): string =>
    services[service]?.environment?.TONEARM_HTTP_TOKEN?.replace(/^\$\{TONEARM_HTTP_TOKEN:-.+\}$/, token) ?? '';
  const server = await startHttpServer(
    { ...emulatorEnvironment(listening.url), TONEARM_HTTP_TOKEN: tokenOf('tonearm-mcp') },
    flags,
  );
  onTestFinished(async () => {
    await server.stop('SIGKILL');
    await listening.close();
  });
  const url = `http://127.0.0.1:${server.url.port}`;
  const visitor = spawn(process.execPath, [join(root, 'deploy/compose/visitor.mjs'), `${url}/mcp`, '1'], {
    stdio: 'inherit',
    env: { ...process.env, TONEARM_HTTP_TOKEN: tokenOf('visitor') },
  });
  expect(await exitOf(visitor)).toBe(0);
  // Prometheus calls it by the name of its service.
  expect(await statusFor(`${url}/metrics`, { host: 'tonearm-mcp:3333', authorization: `Bearer ${token}` })).toBe(200);
  expect(await statusFor(`${url}/metrics`, { host: 'elsewhere:3333', authorization: `Bearer ${token}` })).toBe(403);
  const metrics = await (await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${token}` } })).text();
  for (const tool of ['search_catalog', 'get_album', 'list_devices', 'get_playback']) {
    expect(metrics).toMatch(new RegExp(`duration_seconds_count\\{[^}]*gen_ai_tool_name="${tool}",error_type=""`));
  }
});

test('what the page says to make go wrong goes wrong, and can be taken back', async () => {
  const page = readFileSync(join(root, 'deploy/compose/README.md'), 'utf8');
  const emulator = createSpotifyEmulator();
  const { url, close } = await emulator.listen();
  onTestFinished(close);
  const [port] = services.emulator?.ports ?? [];
  const published = `http://127.0.0.1:${port?.split(':')[1]}`;
  const faults: number[] = [];
  for (const [, method = '', address = '', body] of page.matchAll(/curl -X (\w+) (\S+)(?: .*-d '(.*)')?/g)) {
    expect(address.startsWith(`${published}/`)).toBe(true);
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(address.replace(published, url), { method, headers, ...(body && { body }) });
    expect(answer.ok).toBe(true);
    faults.push(emulator.faults.list().length);
  }
  expect(faults).toEqual([expect.any(Number), 0]);
  expect(faults[0]).toBeGreaterThan(0);
});
