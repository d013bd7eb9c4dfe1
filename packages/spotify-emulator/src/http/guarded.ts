import { Problem } from './problem.js';
import { errorReply, type Reply } from './reply.js';

/** An answer, and what went wrong inside the emulator if something did. */
export interface Guarded {
  readonly reply: Reply;
  readonly error: string | undefined;
}

/** Like `guarded`, for what takes its time. */
export async function guardedLater(run: () => Promise<Reply>): Promise<Reply> {
  try {
    return await run();
  } catch (error) {
    return guarded(() => {
      throw error;
    }).reply;
  }
}

/** Whatever a route throws becomes an answer: what Spotify would refuse as such, a mistake of ours as a 500. */
export function guarded(run: () => Reply): Guarded {
  try {
    return { reply: run(), error: undefined };
  } catch (error) {
    if (error instanceof Problem) {
      const { status, message, reason, headers, body } = error;
      return { reply: body ?? errorReply(status, message, reason, headers), error: undefined };
    }
    return {
      reply: errorReply(500, 'Server error.'),
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    };
  }
}
