import { createHash } from 'node:crypto';
import { createSpotifyEmulator, type EmulatorOptions, type SpotifyEmulator } from '../src/index.js';
import { start } from './caller.js';

const verifier = 'v'.repeat(43);
const challenge = createHash('sha256').update(verifier).digest('base64url');
/** The registered address with a port of the caller's choice. */
export const redirectUri = 'http://127.0.0.1:5173/callback';
/** The app's id and secret as an Authorization header. */
export const basic = `Basic ${btoa('tonearm-emulator:tonearm-secret')}`;

interface TokenBody {
  readonly access_token: string;
  readonly refresh_token?: string;
  readonly scope: string;
  readonly expires_in: number;
  readonly error?: string;
  readonly error_description?: string;
}

/** An emulator that gives consent at once and whose time stands still. */
export function setUp(options: EmulatorOptions = {}): SpotifyEmulator {
  return createSpotifyEmulator({ now: () => start, autoApprove: true, ...options });
}

/** Asks for consent, with PKCE unless told otherwise. */
export async function authorize(
  emulator: SpotifyEmulator,
  parameters: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const query = new URLSearchParams({
    client_id: 'tonearm-emulator',
    response_type: 'code',
    redirect_uri: redirectUri,
    scope: 'user-read-private user-library-read',
    state: 'a state & more',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...parameters,
  });
  return emulator.fetch(`/authorize?${query}`, { redirect: 'manual' });
}

/** Asks for consent and reads the code out of the redirect. */
export async function code(
  emulator: SpotifyEmulator,
  parameters: Readonly<Record<string, string>> = {},
): Promise<string> {
  const location = (await authorize(emulator, parameters)).headers.get('location') ?? '';
  return new URL(location).searchParams.get('code') ?? '';
}

/** Calls the token endpoint. */
export async function token(
  emulator: SpotifyEmulator,
  form: Readonly<Record<string, string>>,
  headers = {},
): Promise<{ status: number; body: TokenBody }> {
  const answer = await emulator.fetch('/api/token', { method: 'POST', headers, body: new URLSearchParams(form) });
  return { status: answer.status, body: (await answer.json()) as TokenBody };
}

/** The form that exchanges a code with the right verifier. */
export const pkce = (value: string) => ({
  grant_type: 'authorization_code',
  client_id: 'tonearm-emulator',
  redirect_uri: redirectUri,
  code: value,
  code_verifier: verifier,
});
