import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { type StdioChild, shakeHands, startStdio } from '../mcp/stdio-child.ts';

// Every test starts processes: a busy machine may take its time.
vi.setConfig({ testTimeout: 30_000 });

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const traceparent = `00-${traceId}-00f067aa0ba902b7-01`;

function callTool(child: StdioChild, id: number, meta?: object, name = 'list_devices') {
  child.send({ id, method: 'tools/call', params: { name, arguments: {}, ...(meta && { _meta: meta }) } });
  return child.answerTo(id);
}

/** What standard error says about where the metrics are. */
async function announcedAddress(child: StdioChild): Promise<string> {
  return vi.waitFor(() => /metrics at (\S+)/.exec(child.errorOutput())?.[1] ?? expect.unreachable(), 10_000);
}

/** The lines of the log, without what is said to people. */
function logged(child: StdioChild): readonly Readonly<Record<string, unknown>>[] {
  return child
    .errorOutput()
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line));
}

test('a server on standard input and output can be scraped at a port, and its exemplars name the request', async () => {
  const child = startStdio({ TONEARM_METRICS_ADDRESS: '0' });
  await shakeHands(child);
  await callTool(child, 1, { traceparent });
  const url = await announcedAddress(child);
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:/);
  const answer = await fetch(url, { headers: { accept: 'application/openmetrics-text' } });
  const body = await answer.text();
  const bucket = body
    .split('\n')
    .find((line) => line.includes('gen_ai_tool_name="list_devices"') && line.includes('#'));
  expect(bucket).toContain(`# {trace_id="${traceId}",correlation_id="${traceId}"}`);
  child.end();
  expect(await child.ended).toBe(0);
});

test('a server on standard input and output can be scraped at a socket, also after one before it was killed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tonearm-socket-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const socketPath = join(folder, 'metrics.sock');
  const environment = { TONEARM_METRICS_ADDRESS: `unix:${socketPath}` };
  const killed = startStdio(environment);
  await announcedAddress(killed);
  killed.kill('SIGKILL');
  await killed.ended;
  expect(existsSync(socketPath)).toBe(true);
  const child = startStdio(environment);
  await shakeHands(child);
  expect(await announcedAddress(child)).toBe(`unix:${socketPath}`);
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    get({ socketPath, path: '/metrics' }, resolve).once('error', reject);
  });
  let body = '';
  for await (const chunk of response) body += chunk;
  expect(body).toContain('tonearm_build_info{');
  child.end();
  expect(await child.ended).toBe(0);
  expect(existsSync(socketPath)).toBe(false);
});

test('a place that cannot be had ends the server with the reason', async () => {
  const child = startStdio({ TONEARM_METRICS_ADDRESS: 'unix:/nowhere/at/all.sock' });
  expect(await child.ended).toBe(1);
  expect(child.errorOutput()).toMatch(/TONEARM_METRICS_ADDRESS names a place where metrics cannot be served/);
});

test('every line of one request bears its id, from the tool to the last attempt, and each call of a tool is one line', async () => {
  const child = startStdio({ TONEARM_LOG_LEVEL: 'debug' });
  await shakeHands(child);
  await Promise.all([callTool(child, 1, { traceparent }), callTool(child, 2, undefined, 'list_playlists')]);
  child.end();
  await child.ended;
  const lines = logged(child);
  const calls = lines.filter(({ msg }) => msg === 'tool call');
  expect(calls).toHaveLength(2);
  expect(calls.find(({ tool }) => tool === 'list_devices')).toMatchObject({
    level: 'info',
    outcome: 'ok',
    durationMs: expect.any(Number),
  });
  for (const { correlationId } of calls) {
    const own = lines.filter((line) => line.correlationId === correlationId).map(({ msg }) => msg);
    expect(own).toContain('request');
  }
  expect(calls.map((line) => line.correlationId)).toContain(traceId);
});

test('whatever else a client asks for is counted too, and bears an id: prompts, resources, completions', async () => {
  const child = startStdio({ TONEARM_LOG_LEVEL: 'debug', TONEARM_METRICS_ADDRESS: '0' });
  await shakeHands(child);
  // Nobody waits for metrics: they begin with the first call of a tool.
  await callTool(child, 1);
  const asked = [
    ['prompts/list', {}],
    ['prompts/get', { name: 'whats_playing' }],
    ['prompts/get', { name: 'nonesuch' }],
    ['resources/list', {}],
    ['resources/templates/list', {}],
    ['resources/read', { uri: 'tonearm://nonesuch' }],
    ['completion/complete', { ref: { type: 'ref/prompt', name: 'nonesuch' }, argument: { name: 'x', value: '' } }],
  ] as const;
  for (const [index, [method, params]] of asked.entries()) {
    const id = 10 + index;
    const _meta = { traceparent: `00-${traceId.slice(0, -2)}${id}-00f067aa0ba902b7-01` };
    child.send({ id, method, params: { ...params, _meta } });
    await child.answerTo(id);
  }
  const body = await (await fetch(await announcedAddress(child))).text();
  child.end();
  await child.ended;
  const operations = logged(child).filter(({ msg }) => msg === 'operation');
  expect(operations.map(({ method, outcome, correlationId }) => [method, outcome, correlationId])).toEqual(
    asked.map(([method], index) => [
      method,
      ['ok', 'ok', 'invalid_params', 'ok', 'ok', 'not_found', 'invalid_params'][index],
      `${traceId.slice(0, -2)}${10 + index}`,
    ]),
  );
  for (const [method] of asked) expect(body).toContain(`tonearm_mcp_requests_total{mcp_method_name="${method}"`);
});
