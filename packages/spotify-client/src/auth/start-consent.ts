import { InvalidParameterError } from '../errors.js';
import type { AnyScope } from '../scope.js';
import { authorizeUrl, exchangeCode } from './authorization-code.js';
import { createPkce, pkceOf, randomText } from './pkce.js';
import type { TokenEndpointOptions } from './request-token.js';
import { SignInError } from './sign-in-error.js';
import type { TokenSet } from './token-source.js';

/** What a person is asked for. */
export interface ConsentOptions extends TokenEndpointOptions {
  /** Must be registered for the app, letter by letter; only the port of a loopback address may differ. */
  readonly redirectUri: string;
  readonly scopes: readonly AnyScope[];
  /** Whether to ask a person who consented before. */
  readonly showDialog?: boolean | undefined;
  /** Default: 128 random bits. */
  readonly state?: string | undefined;
  /** That of a consent which was begun on another page or in another process, and is to be finished here; its state belongs to it. */
  readonly verifier?: string | undefined;
}

/** A consent that is being asked for. */
export interface Consent {
  /** The page where the person consents. */
  readonly url: string;
  /** Comes back with the answer: an answer without it is not ours. */
  readonly state: string;
  /** A secret: only who has it can finish. Keep it with the state where the person comes back to another page or another process. */
  readonly verifier: string;
  /** Takes the address that the browser ended at, or its query alone, and gives the tokens. */
  finish(redirectedTo: string | URL | URLSearchParams): Promise<TokenSet>;
}

/** Begins an authorization code flow with PKCE, wherever the person's browser is: send them to `url`, then `finish` with where they ended. */
export async function startConsent(options: ConsentOptions): Promise<Consent> {
  const { clientId, redirectUri, scopes, showDialog, accountsUrl, state = randomText(16) } = options;
  checkRedirectUri(redirectUri);
  checkVerifier(options.verifier);
  const { verifier, challenge } = await (options.verifier === undefined ? createPkce() : pkceOf(options.verifier));
  return {
    url: authorizeUrl({ clientId, redirectUri, scopes, state, challenge, showDialog, accountsUrl }),
    state,
    verifier,
    async finish(redirectedTo) {
      const query = redirectQuery(redirectedTo);
      if (query.get('state') !== state) throw notOurs();
      const code = query.get('code');
      if (code === null) throw refused(query.get('error'));
      return exchangeCode({ ...options, code, verifier });
    },
  };
}

/** The query of the address that a browser ended at, from the whole address or a part of it. */
export function redirectQuery(redirectedTo: string | URL | URLSearchParams): URLSearchParams {
  if (redirectedTo instanceof URLSearchParams) return redirectedTo;
  const text = String(redirectedTo).trim();
  if (URL.canParse(text)) return new URL(text).searchParams;
  return new URLSearchParams(text.slice(text.indexOf('?') + 1));
}

function checkRedirectUri(redirectUri: string): void {
  const url = URL.canParse(redirectUri) ? new URL(redirectUri) : undefined;
  const problem =
    url === undefined
      ? 'must be a URL'
      : url.hostname === 'localhost'
        ? 'must not be at localhost, which Spotify refuses'
        : url.protocol === 'http:' && url.hostname !== '127.0.0.1' && url.hostname !== '[::1]'
          ? 'must be https, unless it is at 127.0.0.1 or [::1]'
          : undefined;
  if (problem === undefined) return;
  throw new InvalidParameterError(`The parameter redirectUri ${problem}.`, {
    parameter: 'redirectUri',
    hint: 'For a program on this machine, register http://127.0.0.1/callback for the app: any port may follow 127.0.0.1.',
  });
}

function checkVerifier(verifier: unknown): void {
  if (verifier === undefined || /^[\w.~-]{43,128}$/.test(String(verifier))) return;
  throw new InvalidParameterError('The parameter verifier is none of a consent.', {
    parameter: 'verifier',
    hint: 'Give that of the consent which is to be finished, with its state, or leave out both to begin another.',
  });
}

function notOurs(): SignInError {
  return new SignInError('This is not the answer to this sign-in: its state differs.', {
    reason: 'wrong_state',
    hint: 'Use the newest link, and give the whole address that the browser ended at.',
  });
}

function refused(error: string | null): SignInError {
  if (error === 'access_denied') {
    return new SignInError('Spotify was told no.', { reason: 'access_denied', hint: 'Sign in again, and agree.' });
  }
  return new SignInError('Spotify did not sign the person in.', {
    reason: 'no_code',
    hint: "Check the client id and the redirect URI against the app's settings at https://developer.spotify.com/dashboard.",
  });
}
