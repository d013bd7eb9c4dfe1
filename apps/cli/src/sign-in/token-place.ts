import { CommandError } from '../errors.js';

/** Does something with the file of a sign-in; says which file it is when the system does not let us. */
export async function atTokenPlace<T>(change: Promise<T>, path: string): Promise<T> {
  return change.catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (typeof code !== 'string') throw error;
    throw new CommandError(
      'token_file',
      `The sign-in cannot be changed at ${path} (${code}).`,
      'Make that place writable, or set XDG_CONFIG_HOME to a folder that is.',
      error,
    );
  });
}
