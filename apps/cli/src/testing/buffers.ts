import { Readable } from 'node:stream';
import type { Output, Streams } from '../streams.js';

/** An output that keeps what was written to it. */
export interface Buffer extends Output {
  readonly text: string;
}

/** Streams that live in memory. */
export interface BufferStreams extends Streams {
  readonly out: Buffer;
  readonly err: Buffer;
}

/** Streams for a test: a pipe, unless it says that somebody watches. */
export function bufferStreams(watched: { isTTY?: boolean; width?: number; input?: string } = {}): BufferStreams {
  return { in: Readable.from([watched.input ?? '']), out: buffer(watched), err: buffer(watched) };
}

function buffer({ isTTY = false, width = 80 }: { isTTY?: boolean; width?: number }): Buffer {
  let text = '';
  return {
    isTTY,
    width: isTTY ? width : undefined,
    color: false,
    get text() {
      return text;
    },
    write(more) {
      text += more;
    },
  };
}
