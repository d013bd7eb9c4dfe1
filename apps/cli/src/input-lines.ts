import type { Readable } from 'node:stream';

/** The lines of a stream that are not empty, up to its end. */
export async function readLines(stream: Readable, signal: AbortSignal): Promise<readonly string[]> {
  const lines: string[] = [];
  for await (const line of eachLine(stream, signal)) lines.push(line);
  return lines;
}

/** The lines of a stream that are not empty, as they come. */
export async function* eachLine(stream: Readable, signal: AbortSignal): AsyncGenerator<string> {
  const { createInterface } = await import('node:readline');
  const reader = createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY });
  const close = (): void => reader.close();
  signal.addEventListener('abort', close, { once: true });
  try {
    for await (const line of reader) {
      if (line.trim() !== '') yield line.trim();
    }
    signal.throwIfAborted();
  } finally {
    signal.removeEventListener('abort', close);
    reader.close();
  }
}
