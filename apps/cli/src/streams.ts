import type { Readable } from 'node:stream';

/** A place to write text to, and what is known about who reads it. */
export interface Output {
  readonly isTTY: boolean;
  /** Columns of the terminal; undefined when nobody is watching, and then nothing is cut to fit. */
  readonly width: number | undefined;
  readonly color: boolean;
  write(text: string): void;
}

/** The three streams of a process, as the commands see them. `out` carries data only, `err` carries the talk. */
export interface Streams {
  readonly in: Readable;
  readonly out: Output;
  readonly err: Output;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** What of `process` is needed to make streams. */
export interface ProcessStreams {
  readonly stdin: Streams['in'];
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
}

/** The streams of the real process. */
export function createStreams(process: ProcessStreams, environment: Environment, color: boolean): Streams {
  return {
    in: process.stdin,
    out: createOutput(process.stdout, environment, color),
    err: createOutput(process.stderr, environment, color),
  };
}

function createOutput(stream: NodeJS.WriteStream, environment: Environment, color: boolean): Output {
  let isOpen = true;
  // A reader that has seen enough (`| head -1`) is no failure of ours: stop writing, end as usual.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    isOpen = false;
  });
  return {
    isTTY: stream.isTTY === true,
    get width() {
      return stream.isTTY ? stream.columns : undefined;
    },
    color: color && wantsColor(stream, environment),
    write(text) {
      if (isOpen) stream.write(text);
    },
  };
}

function wantsColor(stream: NodeJS.WriteStream, environment: Environment): boolean {
  if (environment.NO_COLOR) return false;
  if (environment.FORCE_COLOR) return environment.FORCE_COLOR !== '0';
  return stream.isTTY === true && environment.TERM !== 'dumb';
}
