/** One exit code and what it tells a script. */
export interface ExitCode {
  readonly value: number;
  readonly meaning: string;
  /** The error codes (as in `--json` errors) that end with it. */
  readonly errors: readonly string[];
}

/** Every way a command can end. */
export const exitCodes: readonly ExitCode[] = [
  { value: 0, meaning: 'done', errors: [] },
  { value: 1, meaning: 'failure', errors: ['anything that is not listed below'] },
  {
    value: 2,
    meaning: 'wrong usage, input or setting',
    errors: ['usage', 'user_input', 'ambiguous', 'invalid_parameter', 'settings', 'needs_yes'],
  },
  { value: 3, meaning: 'nothing found, or nothing playing', errors: ['nothing_found', 'nothing_playing', 'not_found'] },
  { value: 4, meaning: 'sign-in needed', errors: ['authentication', 'forbidden_scope', 'token_file'] },
  { value: 5, meaning: 'rate limited', errors: ['rate_limited', 'quota_exceeded', 'cooldown'] },
  { value: 6, meaning: 'not allowed, or Premium needed', errors: ['forbidden_premium', 'forbidden_…'] },
  { value: 7, meaning: 'no device to play on', errors: ['no_active_device', 'no_device'] },
  { value: 8, meaning: 'network', errors: ['network', 'timeout', 'attempt_timeout', 'deadline', 'circuit_open'] },
  { value: 130, meaning: 'cancelled', errors: ['aborted'] },
];

const byError = new Map(exitCodes.flatMap(({ value, errors }) => errors.map((error) => [error, value] as const)));

/** The exit code for an error code. */
export function exitCodeOf(error: string): number {
  return byError.get(error) ?? (error.startsWith('forbidden') ? 6 : 1);
}
