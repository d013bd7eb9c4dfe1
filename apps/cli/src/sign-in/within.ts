import { CommandError } from '../errors.js';

/** Waits for a person, but not for ever. */
export async function within<T>(timeoutSeconds: number, reply: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  let stop = (): void => undefined;
  const end = new Promise<never>((_, reject) => {
    const late = new CommandError(
      'authentication',
      `Nobody signed in within ${timeoutSeconds} s.`,
      'Run tonearm login again.',
    );
    const timer = setTimeout(reject, timeoutSeconds * 1000, late);
    const cancel = (): void => reject(signal.reason);
    signal.addEventListener('abort', cancel, { once: true });
    stop = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', cancel);
    };
  });
  return Promise.race([reply, end]).finally(stop);
}
