import { AuthenticationError, NetworkError, refreshingToken, type TokenSource } from '@tonearm/spotify-client';
import { z } from 'zod';
import { renewable } from './renewable-token.js';

/** Where the emulator is and as whom to sign in there. */
export interface EmulatorTokenOptions {
  readonly accountsUrl: string;
  readonly fetch: typeof globalThis.fetch;
  /** One of its users; its first one unless said. */
  readonly user?: string | undefined;
  readonly now?: (() => number) | undefined;
}

/** The app that is registered with every emulator. */
const app = { clientId: 'tonearm-emulator', clientSecret: 'tonearm-secret' };

const reply = z.object({
  access_token: z.string(),
  refresh_token: z.string().optional(),
  expires_in: z.number(),
  scope: z.string().default(''),
});

/** Signs in to an emulator without a browser, when the first token is needed; then the tokens live as real ones do. */
export function emulatorToken(options: EmulatorTokenOptions): TokenSource {
  return renewable(async (signal) => {
    const { accountsUrl, fetch, now = Date.now } = options;
    const { access_token, refresh_token, expires_in, scope } = await grant(options, signal);
    const source = refreshingToken({
      ...app,
      accountsUrl,
      fetch,
      now,
      tokens: {
        accessToken: access_token,
        ...(refresh_token === undefined ? {} : { refreshToken: refresh_token }),
        expiresAt: now() + expires_in * 1000,
        scopes: scope.split(' ').filter(Boolean),
      },
    });
    return { source, identity: access_token };
  });
}

async function grant(
  { accountsUrl, fetch, user }: EmulatorTokenOptions,
  signal: AbortSignal,
): Promise<z.output<typeof reply>> {
  let response: Response;
  try {
    response = await fetch(`${accountsUrl}/__emulator/tokens`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(user === undefined ? {} : { user }),
      signal,
    });
  } catch (cause) {
    throw new NetworkError('The emulator cannot be reached.', { cause, hint: 'Start it: tonearm emulator start' });
  }
  const parsed = reply.safeParse(await response.json().catch(() => undefined));
  if (response.ok && parsed.success) return parsed.data;
  throw new AuthenticationError('The emulator gives no token.', {
    status: response.status,
    hint:
      user === undefined
        ? 'Check that SPOTIFY_ACCOUNTS_URL is the URL of a Tonearm emulator.'
        : 'Check that TONEARM_PROFILE names one of its users, or unset it.',
  });
}
