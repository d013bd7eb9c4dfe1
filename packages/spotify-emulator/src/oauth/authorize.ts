import { html, type IncomingRequest, type Reply, redirect, text } from '../http/reply.js';
import { registeredApp } from '../options.js';
import type { User } from '../world/user.js';
import { consentPage } from './consent-page.js';
import { allScopes, parseScopes } from './scopes.js';
import type { TokenStore } from './token-store.js';

/** What the consent page needs. */
export interface AuthorizeServices {
  readonly tokens: TokenStore;
  readonly users: ReadonlyMap<string, User>;
  readonly autoApprove: boolean;
}

/** GET /authorize: asks a person for consent and sends the browser back with a code. */
export function authorize(
  { query, origin }: IncomingRequest,
  { tokens, users, autoApprove }: AuthorizeServices,
): Reply {
  const redirectUri = query.get('redirect_uri') ?? '';
  if (query.get('client_id') !== registeredApp.clientId) return text('INVALID_CLIENT: Invalid client', 400);
  const refusal = checkRedirect(redirectUri);
  if (refusal) return text(`INVALID_CLIENT: ${refusal}`, 400);

  const back = (answer: Readonly<Record<string, string>>): Reply => {
    const url = new URL(redirectUri);
    for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value);
    const state = query.get('state');
    if (state !== null) url.searchParams.set('state', state);
    return redirect(url.href);
  };
  if (query.get('response_type') !== 'code') return back({ error: 'unsupported_response_type' });
  const scopes = parseScopes(query.get('scope'));
  if (!scopes.every((scope) => allScopes.includes(scope))) return back({ error: 'invalid_scope' });
  const challenge = query.get('code_challenge') ?? undefined;
  if (challenge !== undefined && query.get('code_challenge_method') !== 'S256') {
    return back({ error: 'invalid_request', error_description: 'code_challenge_method must be S256' });
  }

  const decision = autoApprove ? 'allow' : query.get('decision');
  const user = query.get('user') ?? 'listener';
  if (decision === 'allow' && users.has(user))
    return back({ code: tokens.issueCode({ user, scopes, redirectUri, challenge }) });
  if (decision === 'refuse') return back({ error: 'access_denied' });
  return html(consentPage({ origin, query, scopes, users: [...users.values()] }));
}

/** Exactly the registered address; only the port of the loopback address is free. `localhost` is never good. */
function checkRedirect(redirectUri: string): string | undefined {
  let url: URL;
  try {
    url = new URL(redirectUri);
  } catch {
    return 'Invalid redirect URI';
  }
  if (url.hostname === 'localhost') return 'Insecure redirect URI';
  return redirectUri.replace(/^(http:\/\/127\.0\.0\.1):\d{1,5}(?=\/)/, '$1') === registeredApp.redirectUri
    ? undefined
    : 'Invalid redirect URI';
}
