import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, onTestFinished, test } from 'vitest';
import { createMetrics, defineMetrics, type MetricsServer, serveMetrics } from './index.js';

const catalogue = defineMetrics({ calls: { kind: 'counter', name: 'calls_total', help: 'Calls.' } });
const open: MetricsServer[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

async function serve(...[metrics, address]: Parameters<typeof serveMetrics>): Promise<MetricsServer> {
  const server = await serveMetrics(metrics, address);
  open.push(server);
  return server;
}

test('serves a port of this machine only, in the form that was asked for', async () => {
  const { url } = await serve(createMetrics(catalogue), { port: 0 });
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/metrics$/);
  const plain = await fetch(url);
  expect(plain.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  expect(await plain.text()).toContain('calls_total 0');
  const open = await fetch(url, { headers: { accept: 'application/openmetrics-text' } });
  expect(await open.text()).toMatch(/# EOF\n$/);
  expect(await (await fetch(url, { method: 'HEAD' })).text()).toBe('');
});

function socketInNewFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tonearm-metrics-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, 'metrics.sock');
}

async function readSocket(socketPath: string): Promise<string> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request({ socketPath, path: '/metrics' }, resolve).once('error', reject).end();
  });
  let body = '';
  for await (const chunk of response) body += chunk;
  return body;
}

test('serves a socket in the file system, and takes it away at the end', async () => {
  const socketPath = socketInNewFolder();
  const server = await serve(createMetrics(catalogue), { socketPath });
  expect(server.url).toBe(`unix:${socketPath}`);
  expect(await readSocket(socketPath)).toContain('calls_total 0');
  await server.close();
  expect(existsSync(socketPath)).toBe(false);
});

test('takes over a socket that a killed process left behind, and no other file', async () => {
  const socketPath = socketInNewFolder();
  const script = `require('node:net').createServer().listen(process.argv[1], () => process.kill(process.pid, 'SIGKILL'))`;
  spawnSync(process.execPath, ['-e', script, socketPath]);
  expect(existsSync(socketPath)).toBe(true);
  await serve(createMetrics(catalogue), { socketPath });
  expect(await readSocket(socketPath)).toContain('calls_total 0');
  const taken = { code: 'EADDRINUSE' };
  await expect(serve(createMetrics(catalogue), { socketPath })).rejects.toMatchObject(taken);
  expect(await readSocket(socketPath)).toContain('calls_total 0');
  const file = join(socketPath, '..', 'letter.txt');
  writeFileSync(file, 'dear reader');
  await expect(serve(createMetrics(catalogue), { socketPath: file })).rejects.toMatchObject(taken);
  expect(existsSync(file)).toBe(true);
});

test('knows no other path and changes nothing', async () => {
  const { url } = await serve(createMetrics(catalogue), { port: 0 });
  expect((await fetch(new URL('/', url))).status).toBe(404);
  const post = await fetch(url, { method: 'POST' });
  expect([post.status, post.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
});

test('says that it cannot, and goes on, when the metrics fail', async () => {
  let fails = true;
  const metrics = {
    text: async () => {
      if (fails) throw new Error('secret words');
      return { contentType: 'text/plain', body: 'well' };
    },
  };
  const { url } = await serve(metrics, { port: 0 });
  const failed = await fetch(url);
  expect([failed.status, await failed.text()]).toEqual([500, 'The metrics cannot be shown.\n']);
  fails = false;
  expect(await (await fetch(url)).text()).toBe('well');
});

test('rejects when the port is taken', async () => {
  const { url } = await serve(createMetrics(catalogue), { port: 0 });
  await expect(serve(createMetrics(catalogue), { port: Number(new URL(url).port) })).rejects.toMatchObject({
    code: 'EADDRINUSE',
  });
});
