import { Console } from 'node:console';
import type { McpServerFactory } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { createLineTransport } from './line-transport.js';

/** Short enough to be gone within two seconds of the end of input, long enough for what a script pipes in. */
const graceMs = 750;

/** Serves one client on standard input and output; resolves when the client has gone or a signal asks to stop. */
export async function serveOnStdio(factory: McpServerFactory, report: (line: string) => void): Promise<void> {
  // Nothing but JSON-RPC may reach standard output, whatever a dependency likes to print.
  globalThis.console = new Console(process.stderr);
  const transport = createLineTransport({ input: process.stdin, output: process.stdout, graceMs });
  const handle = serveStdio(factory, { transport, onerror: (error) => report(error.message) });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => void handle.close());
  await transport.closed;
}
