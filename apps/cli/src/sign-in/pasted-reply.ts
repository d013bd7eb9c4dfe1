import { CommandError } from '../errors.js';
import { eachLine } from '../input-lines.js';
import type { Streams } from '../streams.js';

/** Reads the address that the browser ended at from standard input, until one carries our state. */
export async function readPastedReply(streams: Streams, state: string, signal: AbortSignal): Promise<URLSearchParams> {
  const { redirectQuery } = await import('@tonearm/spotify-client');
  for await (const line of eachLine(streams.in, signal)) {
    const query = redirectQuery(line);
    if (query.get('state') === state) return query;
    streams.err.write('That is not the address of this sign-in. Paste the whole address, up to its end:\n');
  }
  throw new CommandError(
    'authentication',
    'No address of this sign-in was pasted.',
    'Run tonearm login --no-browser again.',
  );
}
