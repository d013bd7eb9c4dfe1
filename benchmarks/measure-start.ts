import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

const initialize = `${JSON.stringify({
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'benchmark', version: '1.0.0' } },
})}\n`;

/** Milliseconds from spawning a stdio server to its answer to `initialize`. Waits for the process to end before it resolves. */
export async function measureStart(script: string): Promise<number> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [script], { stdio: ['pipe', 'pipe', 'ignore'] });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  child.stdin.write(initialize);
  const line = await firstLine(child.stdout);
  const durationMs = performance.now() - startedAt;
  child.stdin.end();
  const killer = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await ended;
  clearTimeout(killer);
  const answer: { result?: { serverInfo?: unknown } } = JSON.parse(line ?? '{}');
  if (answer.result?.serverInfo === undefined)
    throw new Error(`${script} did not answer initialize: ${line ?? 'no output'}`);
  return durationMs;
}

async function firstLine(stream: NodeJS.ReadableStream): Promise<string | undefined> {
  for await (const line of createInterface({ input: stream })) return line;
  return undefined;
}
