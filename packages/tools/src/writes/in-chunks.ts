import { PartialError } from '../errors.js';
import { explainError } from '../explain-error.js';
import { counted } from '../text.js';
import type { ToolContext } from '../tool.js';

/** A job that Spotify takes only piece by piece. */
export interface ChunkedJob<T> {
  readonly entries: readonly T[];
  readonly size: number;
  /** What is done to them, as in `100 of 250 items landed`: `landed`, `were saved`. */
  readonly done: string;
  /** What already happened before the first chunk, as a sentence. */
  readonly before?: string | undefined;
  /** What to do after a failure that certainly changed nothing more, given how many are done. */
  readonly goOn: (done: number) => string;
  run(chunk: readonly T[], start: number): Promise<void>;
}

const maybeSent = new Set(['timeout', 'attempt_timeout', 'network', 'aborted', 'deadline']);

/** Does a job chunk by chunk, in order, with progress. When one fails after something was done, the error says exactly what. */
export async function inChunks<T>(job: ChunkedJob<T>, { signal, progress }: ToolContext): Promise<void> {
  const { entries, size, before } = job;
  for (let done = 0; done < entries.length; done += size) {
    try {
      signal.throwIfAborted();
      await job.run(entries.slice(done, done + size), done);
    } catch (error) {
      if (done === 0 && before === undefined) throw error;
      throw halfWay(job, done, error);
    }
    if (entries.length > size) progress?.({ done: Math.min(done + size, entries.length), total: entries.length });
  }
}

function halfWay<T>({ entries, before, done: verb, goOn }: ChunkedJob<T>, done: number, error: unknown): PartialError {
  const { message, hint, code } = explainError(error);
  const went = `${done} of ${counted(entries.length, 'item')} ${verb}, in order; the next chunk failed: ${message}`;
  const next = maybeSent.has(code) ? 'That chunk may have arrived all the same: look before going on.' : goOn(done);
  return new PartialError([before, went].filter(Boolean).join(' '), [next, hint].filter(Boolean).join(' '), error);
}
