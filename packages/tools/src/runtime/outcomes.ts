/** What came of a call, as one word: `ok`, or the code of the error. */
export function outcomeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return 'unexpected';
  if ('code' in error && typeof error.code === 'string' && /^[a-z_]+$/.test(error.code)) return error.code;
  return 'name' in error && error.name === 'AbortError' ? 'aborted' : 'unexpected';
}

/** Every outcome that is counted under its own name. */
export const outcomes: readonly string[] = [
  'ok',
  'authentication',
  'forbidden',
  'forbidden_premium',
  'forbidden_owner_premium',
  'forbidden_scope',
  'forbidden_app_mode',
  'forbidden_not_allowed',
  'forbidden_restricted',
  'forbidden_unknown',
  'not_found',
  'no_active_device',
  'rate_limited',
  'quota_exceeded',
  'bad_request',
  'server_error',
  'network',
  'timeout',
  'aborted',
  'unexpected_response',
  'invalid_parameter',
  'circuit_open',
  'cooldown',
  'bulkhead_full',
  'deadline',
  'attempt_timeout',
  'unexpected',
];

const outages: ReadonlySet<string> = new Set([
  'server_error',
  'network',
  'timeout',
  'attempt_timeout',
  'unexpected_response',
]);

/** Whether an error says that Spotify is ill or out of reach, and not that the call was wrong. */
export function isOutage(error: unknown): boolean {
  return outages.has(outcomeOf(error));
}

/** Whether Spotify has judged the call itself: asking again, or recalling an older answer, would be wrong. */
export function isVerdict(error: unknown): boolean {
  const code = outcomeOf(error);
  return code.startsWith('forbidden') || verdicts.has(code);
}

/** Whether an error says who may not ask, and nothing of what was asked for. */
export function isAboutAsker(error: unknown): boolean {
  const code = outcomeOf(error);
  return code === 'authentication' || code.startsWith('forbidden');
}

const verdicts: ReadonlySet<string> = new Set(['authentication', 'not_found', 'bad_request', 'invalid_parameter']);
