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

/** How the streams of a process are to behave. */
export interface StreamOptions {
  readonly environment: Environment;
  /** False for --no-color. */
  readonly color: boolean;
  /** Hears that data could not be written, as on a full disk; a reader that has gone is no failure. */
  readonly onDataLost: (error: NodeJS.ErrnoException, streams: Streams) => void;
}

/** The streams of the real process. */
export function createStreams(process: ProcessStreams, options: StreamOptions): Streams {
  const streams: Streams = {
    in: process.stdin,
    out: createOutput(process.stdout, options, (error) => options.onDataLost(error, streams)),
    // When there is no place left to complain at, the data is still worth writing.
    err: createOutput(process.stderr, options, () => undefined),
  };
  return streams;
}

function createOutput(
  stream: NodeJS.WriteStream,
  { environment, color }: StreamOptions,
  onLost: (error: NodeJS.ErrnoException) => void,
): Output {
  let isOpen = true;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    isOpen = false;
    // A reader that has seen enough (`| head -1`) is no failure of ours: stop writing, end as usual.
    if (error.code !== 'EPIPE') onLost(error);
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
