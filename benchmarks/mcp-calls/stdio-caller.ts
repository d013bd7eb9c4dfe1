import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A server over stdio, and how to call its tool for albums. */
export interface StdioCaller {
  readonly process: ChildProcessWithoutNullStreams;
  /** Calls it once; resolves with what came back. */
  call(album: string): Promise<string>;
  stop(): Promise<void>;
}

/** Starts a server, shakes hands, and is ready to call. */
export async function startCaller(script: string, environment: Readonly<Record<string, string>>): Promise<StdioCaller> {
  const child = spawn(process.execPath, [script], { env: { PATH: process.env.PATH, ...environment } });
  child.stderr.resume();
  const waiting = new Map<number, (line: string) => void>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    const { id } = JSON.parse(line) as { id?: number };
    if (id !== undefined) waiting.get(id)?.(line);
  });
  let last = 0;
  const ask = (method: string, params: object): Promise<string> => {
    last += 1;
    const id = last;
    return new Promise((resolve) => {
      waiting.set(id, (line) => {
        waiting.delete(id);
        resolve(line);
      });
      child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`);
    });
  };
  await ask('initialize', {
    ...{ protocolVersion: '2025-11-25', capabilities: {} },
    clientInfo: { name: 'benchmark', version: '1.0.0' },
  });
  child.stdin.write('{"jsonrpc":"2.0","method":"notifications/initialized"}\n');
  return {
    process: child,
    async call(album) {
      const line = await ask('tools/call', { name: 'get_album', arguments: { album } });
      if (line.includes('"isError":true') || line.includes('"error":{')) throw new Error(line.slice(0, 500));
      return line;
    },
    async stop() {
      const ended = new Promise((resolve) => child.once('close', resolve));
      child.kill('SIGKILL');
      await ended;
    },
  };
}
