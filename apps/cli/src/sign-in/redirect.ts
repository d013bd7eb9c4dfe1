import { usageError } from '../errors.js';

/** Where Spotify sends the browser after the sign-in. */
export interface Redirect {
  readonly host: '127.0.0.1' | '[::1]';
  /** 0 takes a free port. */
  readonly port: number;
  readonly path: string;
}

const hint =
  'Unset SPOTIFY_REDIRECT_URI, or set it to an http address at 127.0.0.1 that is registered in your app, or use --no-browser.';

/** Reads a redirect address that this machine can wait at. */
export function readRedirect(address: string): Redirect {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url?.protocol !== 'http:') throw usageError(`${address} is no address that this command can wait at.`, hint);
  if (url.hostname === 'localhost') throw usageError('Spotify refuses "localhost" in redirect addresses.', hint);
  if (url.hostname !== '127.0.0.1' && url.hostname !== '[::1]') {
    throw usageError(`${url.hostname} is not this machine.`, hint);
  }
  return { host: url.hostname, port: Number(url.port), path: url.pathname };
}
