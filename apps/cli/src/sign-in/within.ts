import { CommandError } from '../errors.js';
import { untilAborted } from '../until-aborted.js';

/** Waits for a person, but not for ever. */
export async function within<T>(timeoutSeconds: number, reply: Promise<T>, signal: AbortSignal): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const end = new Promise<never>((_, reject) => {
    const late = new CommandError(
      'authentication',
      `Nobody signed in within ${timeoutSeconds} s.`,
      'Run tonearm login again.',
    );
    timer = setTimeout(reject, timeoutSeconds * 1000, late);
  });
  return untilAborted(Promise.race([reply, end]), signal).finally(() => clearTimeout(timer));
}
