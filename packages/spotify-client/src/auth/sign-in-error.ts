import { SpotifyError, type SpotifyErrorDetails } from '../errors.js';

/** Why a sign-in did not come about. */
export type SignInProblem = 'access_denied' | 'wrong_state' | 'no_code' | 'port_taken' | 'no_address' | 'timeout';

/** Nobody was signed in. */
export class SignInError extends SpotifyError<SpotifyErrorDetails & { readonly reason: SignInProblem }> {
  override readonly name = 'SignInError';
  override readonly code = 'sign_in';
  override readonly isRetryable = false;
  declare readonly reason: SignInProblem;
}
