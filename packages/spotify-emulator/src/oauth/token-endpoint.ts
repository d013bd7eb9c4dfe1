import { type IncomingRequest, json, type Reply } from '../http/reply.js';
import { registeredApp } from '../options.js';
import { OAuthProblem, oauthProblem } from './oauth-problem.js';
import { type TokenReply, type TokenStore, verifies } from './token-store.js';

/** What the token endpoint is told about the app that asks. */
interface Credentials {
  readonly clientId: string | null;
  readonly secret: string | null;
}

/** POST /api/token: turns codes, refresh tokens and app credentials into access tokens. */
export function tokenEndpoint(request: IncomingRequest, tokens: TokenStore, rotate: boolean): Reply {
  try {
    return json(exchange(request, tokens, rotate), 200, { 'cache-control': 'no-store' });
  } catch (error) {
    if (error instanceof OAuthProblem) return error.reply();
    throw error;
  }
}

function exchange(request: IncomingRequest, tokens: TokenStore, rotate: boolean): TokenReply {
  const form = new URLSearchParams(request.body);
  const credentials = readCredentials(request.header('authorization'), form);
  checkClient(credentials);
  switch (form.get('grant_type')) {
    case 'authorization_code':
      return redeem(form, credentials, tokens);
    case 'refresh_token': {
      const token = form.get('refresh_token');
      if (!token) throw oauthProblem('invalid_request', 'refresh_token must be supplied');
      return tokens.refresh(token, rotate);
    }
    case 'client_credentials':
      requireSecret(credentials);
      return tokens.issueAccess(undefined, []);
    case null:
      throw oauthProblem('invalid_request', 'grant_type must be supplied');
    default:
      throw oauthProblem('unsupported_grant_type', 'grant_type parameter is missing or not supported');
  }
}

function redeem(form: URLSearchParams, credentials: Credentials, tokens: TokenStore): TokenReply {
  const code = form.get('code');
  if (!code) throw oauthProblem('invalid_request', 'code must be supplied');
  const consent = tokens.redeemCode(code);
  if (form.get('redirect_uri') !== consent.redirectUri) throw oauthProblem('invalid_grant', 'Invalid redirect URI');
  if (consent.challenge === undefined) requireSecret(credentials);
  else {
    const verifier = form.get('code_verifier');
    if (!verifier) throw oauthProblem('invalid_request', 'code_verifier must be supplied');
    const isWellFormed = /^[A-Za-z0-9._~-]{43,128}$/.test(verifier);
    if (!isWellFormed || !verifies(verifier, consent.challenge))
      throw oauthProblem('invalid_grant', 'code_verifier was incorrect');
  }
  return tokens.grant(consent.user, consent.scopes);
}

function readCredentials(authorization: string | undefined, form: URLSearchParams): Credentials {
  const basic = /^basic\s+(.+)$/i.exec(authorization ?? '')?.[1];
  if (basic === undefined) return { clientId: form.get('client_id'), secret: form.get('client_secret') };
  const [clientId = '', ...rest] = Buffer.from(basic, 'base64').toString('utf8').split(':');
  return { clientId, secret: rest.join(':') };
}

function checkClient({ clientId, secret }: Credentials): void {
  if (!clientId) throw oauthProblem('invalid_client');
  if (clientId !== registeredApp.clientId) throw oauthProblem('invalid_client', 'Invalid client');
  if (secret !== null && secret !== registeredApp.clientSecret)
    throw oauthProblem('invalid_client', 'Invalid client secret');
}

function requireSecret({ secret }: Credentials): void {
  if (secret === null) throw oauthProblem('invalid_client', 'Invalid client secret');
}
