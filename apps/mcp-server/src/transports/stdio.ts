import { Console } from 'node:console';
import type { McpServer } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { type PlaybackWatch, watchedUri } from '../playback-watch.js';
import type { ServerFactory } from '../server.js';
import { afterFirstAnswer } from './after-first-answer.js';
import { createLineTransport } from './line-transport.js';
import { watchListeners } from './watch-listeners.js';

/** For a stream of news whose client has closed its side. */
const graceMs = 750;
/** A client that closes its side in the middle of a call mostly wants the process gone, which has to be within two seconds. */
const usualPatienceMs = 1_000;
/** Each call has limits of its own, far below. */
const longestPatienceMs = 15 * 60_000;

/** How one client is served. */
export interface StdioOptions {
  /** Whether all that was read before the end of input is worked off, however long it takes. */
  readonly answersAll: boolean;
  readonly report: (line: string) => void;
  /** Called when the first answer has left. */
  readonly begun: () => void;
}

/** Serves one client on standard input and output; resolves when the client has gone or a signal asks to stop. */
export async function serveOnStdio(
  factory: ServerFactory,
  watch: PlaybackWatch,
  { answersAll, report, begun }: StdioOptions,
): Promise<void> {
  // Nothing but JSON-RPC may reach standard output, whatever a dependency likes to print.
  globalThis.console = new Console(process.stderr);
  // One client, so one server; that of a probe is given up before anybody can listen.
  let connected: McpServer | undefined;
  const remembering: ServerFactory = (context) => {
    connected = factory(context);
    return connected;
  };
  const patienceMs = answersAll ? longestPatienceMs : usualPatienceMs;
  const lines = createLineTransport({ input: process.stdin, output: process.stdout, graceMs, patienceMs });
  const transport = watchListeners(afterFirstAnswer(lines, begun), (uris) => {
    if (!uris.includes(watchedUri)) return undefined;
    // A client that has just gone needs no news.
    return watch.listen(() => void connected?.server.sendResourceUpdated({ uri: watchedUri }).catch(() => undefined));
  });
  const handle = serveStdio(remembering, { transport, onerror: (error) => report(error.message) });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => void handle.close());
  await transport.closed;
}
