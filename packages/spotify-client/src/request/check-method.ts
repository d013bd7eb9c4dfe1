import { InvalidParameterError } from '../errors.js';

/** Refuses what is no function of the client; above all a call that was made already, of which a promise is left. */
export function checkMethod(method: unknown): void {
  if (typeof method === 'function') return;
  throw new InvalidParameterError('The parameter method must be a function of the client.', {
    parameter: 'method',
    hint: 'Give the function without calling it, and its parameters behind it, such as (spotify.albums.tracks, { id }).',
  });
}
