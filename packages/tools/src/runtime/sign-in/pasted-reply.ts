import { redirectQuery } from '@tonearm/spotify-client';
import { ToolError } from '../../errors.js';

/** What a person pastes, line by line. */
export interface PastedLines {
  readonly lines: AsyncIterable<string>;
  /** Hears of a line that is not the address of this sign-in, so that the person can be told. */
  readonly onStrayLine: () => void;
}

/** Reads the address that the browser ended at, until one carries our state. */
export async function readPastedReply(
  { lines, onStrayLine }: PastedLines,
  state: string,
  command: string,
): Promise<URLSearchParams> {
  for await (const line of lines) {
    const query = redirectQuery(line);
    if (query.get('state') === state) return query;
    onStrayLine();
  }
  throw new ToolError(
    'authentication',
    'No address of this sign-in was pasted.',
    `Run ${command} --no-browser again, and paste the whole address.`,
  );
}
