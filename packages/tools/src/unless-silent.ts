import { explainError } from './explain-error.js';

/**
 * Reads what only completes an answer; undefined when Spotify does not answer now, or is not asked. What it says to the call
 * itself, such as that there is no such thing, is thrown as ever.
 */
export async function unlessSilent<Part>(read: Promise<Part>): Promise<Part | undefined> {
  try {
    return await read;
  } catch (error) {
    const { code, isRetryable } = explainError(error);
    if (!isRetryable && code !== 'quota_exceeded') throw error;
    return undefined;
  }
}
