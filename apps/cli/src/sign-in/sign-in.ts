import type { SignInError, TokenSet } from '@tonearm/spotify-client';
import type { Settings } from '@tonearm/tools/runtime';
import type { Context } from '../context.js';
import { CommandError, usageError } from '../errors.js';
import { formatJson } from '../output/json.js';
import { untilAborted } from '../until-aborted.js';
import { readPastedReply } from './pasted-reply.js';
import { wantedScopes } from './scopes.js';

/** How to sign in. */
export interface SignInOptions {
  readonly clientId: string;
  readonly settings: Settings;
  /** Whether a browser on this machine can come back to us; otherwise the person pastes where it ended. */
  readonly usesBrowser: boolean;
  readonly timeoutSeconds: number;
  /** Scopes beside those that the commands need. */
  readonly scopes: readonly string[];
}

/** What the browser shows in the end. */
const pages = {
  agreed: 'Signed in. Go back to the terminal.',
  refused: 'Spotify was told no. The terminal says more.',
};

/** Signs a person in by authorization code with PKCE, and gives the tokens. */
export async function signIn(options: SignInOptions, context: Context): Promise<TokenSet> {
  const { listEndpoints, SignInError } = await import('@tonearm/spotify-client');
  const { clientId, settings, usesBrowser, timeoutSeconds } = options;
  const { accountsUrl, clientSecret, redirectUri } = settings;
  const { fetch, signal, streams } = context;
  const scopes = wantedScopes(context.tools, options.scopes, listEndpoints());
  const app = { clientId, clientSecret, accountsUrl, redirectUri, scopes, fetch };
  try {
    if (!usesBrowser) return await signInByPaste(app, context);
    const { signIn: waitForBrowser } = await import('@tonearm/spotify-client/auth/node');
    const tokens = waitForBrowser({
      ...app,
      signal,
      pages,
      timeoutMs: timeoutSeconds * 1000,
      async onUrl(url) {
        print(url, 'Open this address and agree:', context);
        if (streams.err.isTTY) await context.openBrowser?.(url);
      },
    });
    return await untilAborted(tokens, signal);
  } catch (error) {
    throw error instanceof SignInError ? explain(error) : asUsage(error);
  }
}

async function signInByPaste(
  app: Parameters<typeof import('@tonearm/spotify-client').startConsent>[0],
  context: Context,
): Promise<TokenSet> {
  const { startConsent } = await import('@tonearm/spotify-client');
  const consent = await startConsent(app);
  print(consent.url, 'Open this address, agree, and paste the address that the browser ends at:', context);
  const reply = await readPastedReply(context.streams, consent.state, context.signal);
  return untilAborted(consent.finish(reply), context.signal);
}

function print(authorizeUrl: string, invitation: string, { streams: { out }, notify, flags }: Context): void {
  notify(invitation);
  out.write(`${flags().json ? formatJson({ authorize_url: authorizeUrl }, { isTTY: false }) : authorizeUrl}\n`);
}

function explain({ reason, message }: SignInError): CommandError {
  if (reason !== 'port_taken')
    return new CommandError('authentication', message, 'Run tonearm login again, and agree.');
  return new CommandError(
    'port_taken',
    message,
    'Free it, leave the port out of SPOTIFY_REDIRECT_URI to take any, or use --no-browser.',
  );
}

/** A redirect URI that cannot be is a setting of the person's. */
function asUsage(error: unknown): unknown {
  const { code, parameter, message } = Object(error) as Readonly<Record<string, unknown>>;
  if (code !== 'invalid_parameter' || parameter !== 'redirectUri') return error;
  return usageError(
    String(message),
    'Unset SPOTIFY_REDIRECT_URI, or set it to an http address at 127.0.0.1 that is registered in your app, or use --no-browser.',
  );
}
