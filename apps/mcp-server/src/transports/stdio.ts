import { Console } from 'node:console';
import type { McpServer } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { type PlaybackWatch, watchedUri } from '../playback-watch.js';
import type { ServerFactory } from '../server.js';
import { createLineTransport } from './line-transport.js';
import { watchListeners } from './watch-listeners.js';

/** For a stream of news whose client has closed its side. */
const graceMs = 750;

/** Serves one client on standard input and output; resolves when the client has gone or a signal asks to stop. */
export async function serveOnStdio(
  factory: ServerFactory,
  watch: PlaybackWatch,
  report: (line: string) => void,
): Promise<void> {
  // Nothing but JSON-RPC may reach standard output, whatever a dependency likes to print.
  globalThis.console = new Console(process.stderr);
  // One client, so one server; that of a probe is given up before anybody can listen.
  let connected: McpServer | undefined;
  const remembering: ServerFactory = (context) => {
    connected = factory(context);
    return connected;
  };
  const lines = createLineTransport({ input: process.stdin, output: process.stdout, graceMs });
  const transport = watchListeners(lines, (uris) => {
    if (!uris.includes(watchedUri)) return undefined;
    // A client that has just gone needs no news.
    return watch.listen(() => void connected?.server.sendResourceUpdated({ uri: watchedUri }).catch(() => undefined));
  });
  const handle = serveStdio(remembering, { transport, onerror: (error) => report(error.message) });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => void handle.close());
  await transport.closed;
}
