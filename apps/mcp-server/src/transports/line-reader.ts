/** What to do with lines. */
export interface LineHandlers {
  readonly maxLineBytes: number;
  /** Gets every line that is not blank, without its line break. */
  onLine(line: string): void;
  /** A line was longer than `maxLineBytes`; it has not been kept. */
  onTooLong(): void;
}

/** Puts lines together from pieces of any size. */
export interface LineReader {
  take(chunk: Buffer): void;
  /** The input is over: what is left is a line too. */
  finish(): void;
}

const newline = 0x0a;

/** Reads lines of a limited length from chunks that may end anywhere, also in the middle of a letter. */
export function createLineReader({ maxLineBytes, onLine, onTooLong }: LineHandlers): LineReader {
  let parts: Buffer[] = [];
  let bytes = 0;

  function keep(part: Buffer): void {
    bytes += part.length;
    if (bytes <= maxLineBytes) parts.push(part);
    else parts = [];
  }

  function finish(): void {
    const wasTooLong = bytes > maxLineBytes;
    const line = Buffer.concat(parts).toString('utf8').trim();
    parts = [];
    bytes = 0;
    if (wasTooLong) onTooLong();
    else if (line !== '') onLine(line);
  }

  return {
    take(chunk) {
      let start = 0;
      for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, start)) {
        keep(chunk.subarray(start, end));
        finish();
        start = end + 1;
      }
      keep(chunk.subarray(start));
    },
    finish,
  };
}
