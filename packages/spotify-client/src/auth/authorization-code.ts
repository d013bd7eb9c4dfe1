import { InvalidParameterError } from '../errors.js';
import { checkUrl } from '../request/check-url.js';
import type { AnyScope } from '../scope.js';
import { checkApp } from './check-app.js';
import { defaultAccountsUrl, requestToken, type TokenEndpointOptions } from './request-token.js';
import type { TokenSet } from './token-source.js';

/** What the page of consent needs to know. */
export interface AuthorizeUrlOptions {
  readonly clientId: string;
  /** Must be registered for the app, letter by letter; only the port of a loopback address may differ. */
  readonly redirectUri: string;
  readonly scopes: readonly AnyScope[];
  /** Comes back with the code: refuse a code whose state is not this. */
  readonly state: string;
  /** From `createPkce`; absent for apps that keep a secret. */
  readonly challenge?: string | undefined;
  /** Whether to ask a person who consented before. */
  readonly showDialog?: boolean | undefined;
  /** Default: https://accounts.spotify.com. */
  readonly accountsUrl?: string | undefined;
}

/** The URL of the page where a person consents; it sends them back to the redirect URI with a code or an error. */
export function authorizeUrl(options: AuthorizeUrlOptions): string {
  const { clientId, redirectUri, scopes, state, challenge, showDialog, accountsUrl = defaultAccountsUrl } = options;
  checkApp({ clientId });
  checkScopes(scopes);
  const query = new URLSearchParams({
    client_id: clientId,
    response_type: 'code',
    redirect_uri: redirectUri,
    state,
    scope: scopes.join(' '),
    ...(challenge !== undefined && { code_challenge_method: 'S256', code_challenge: challenge }),
    ...(showDialog !== undefined && { show_dialog: String(showDialog) }),
  });
  return `${checkUrl(accountsUrl, 'accountsUrl')}/authorize?${query}`;
}

function checkScopes(scopes: unknown): void {
  if (Array.isArray(scopes) && scopes.every((scope) => typeof scope === 'string')) return;
  throw new InvalidParameterError('The parameter scopes must be a list of texts.', {
    parameter: 'scopes',
    hint: "Give [] for none, or such as ['user-read-private', 'playlist-read-private'].",
  });
}

/** What a code is exchanged with. */
export interface ExchangeCodeOptions extends TokenEndpointOptions {
  readonly code: string;
  /** The one that the code was asked for with. */
  readonly redirectUri: string;
  /** From `createPkce`; absent for apps that keep a secret. */
  readonly verifier?: string | undefined;
}

/** Exchanges the code that came back from the page of consent; a code works once. */
export async function exchangeCode(options: ExchangeCodeOptions): Promise<TokenSet> {
  const { code, redirectUri, verifier, now = Date.now } = options;
  const reply = await requestToken(options, {
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUri,
    ...(verifier !== undefined && { code_verifier: verifier }),
  });
  return { scopes: [], ...reply, authorizedAt: now() };
}
