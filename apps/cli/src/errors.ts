/** What a command reports when it cannot do what was asked; `code` decides the exit code. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly code: string;
  /** The next step for a person. */
  readonly hint: string | undefined;
  readonly retryAfterMs?: number;

  constructor(code: string, message: string, hint?: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.hint = hint;
  }
}

/** Something is lost that was to be kept at the end: that is said also to whoever ended the command. */
export class LostError extends CommandError {}

/** An error in how the command was typed: exit code 2. */
export function usageError(message: string, hint?: string): CommandError {
  return new CommandError('usage', message, hint);
}
