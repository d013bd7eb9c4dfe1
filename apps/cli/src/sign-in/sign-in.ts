import { randomBytes } from 'node:crypto';
import type { TokenSet } from '@tonearm/spotify-client';
import type { Settings } from '@tonearm/tools/runtime';
import type { Context } from '../context.js';
import { CommandError } from '../errors.js';
import { formatJson } from '../output/json.js';
import { untilAborted } from '../until-aborted.js';
import { listenForReply } from './loopback.js';
import { readPastedReply } from './pasted-reply.js';
import { readRedirect } from './redirect.js';
import { wantedScopes } from './scopes.js';
import { within } from './within.js';

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

interface Reply {
  readonly redirectUri: string;
  readonly query: URLSearchParams;
}

/** Signs a person in by authorization code with PKCE, and gives the tokens. */
export async function signIn(options: SignInOptions, context: Context): Promise<TokenSet> {
  const { authorizeUrl, createPkce, exchangeCode, listEndpoints } = await import('@tonearm/spotify-client');
  const { clientId, settings } = options;
  const { accountsUrl, clientSecret } = settings;
  const scopes = wantedScopes(context.tools, options.scopes, listEndpoints());
  const state = randomBytes(16).toString('hex');
  const { verifier, challenge } = await createPkce();
  const accounts = accountsUrl === undefined ? {} : { accountsUrl };
  const { redirectUri, query } = await askForConsent(options, context, state, (redirect) =>
    authorizeUrl({ clientId, redirectUri: redirect, scopes, state, challenge, ...accounts }),
  );
  const exchange = exchangeCode({
    clientId,
    code: codeOf(query),
    redirectUri,
    verifier,
    ...accounts,
    ...(clientSecret !== undefined && { clientSecret }),
    ...(context.fetch && { fetch: context.fetch }),
  });
  return untilAborted(exchange, context.signal);
}

async function askForConsent(
  { settings: { redirectUri }, usesBrowser, timeoutSeconds }: SignInOptions,
  context: Context,
  state: string,
  addressFor: (redirectUri: string) => string,
): Promise<Reply> {
  const { streams, openBrowser, signal } = context;
  if (!usesBrowser) {
    print(
      addressFor(redirectUri),
      'Open this address, agree, and paste the address that the browser ends at:',
      context,
    );
    return { redirectUri, query: await readPastedReply(streams, state, signal) };
  }
  const loopback = await listenForReply(readRedirect(redirectUri), state);
  try {
    const address = addressFor(loopback.redirectUri);
    print(address, 'Open this address and agree:', context);
    if (streams.err.isTTY) await openBrowser?.(address);
    return { redirectUri: loopback.redirectUri, query: await within(timeoutSeconds, loopback.reply, signal) };
  } finally {
    loopback.close();
  }
}

function print(authorizeUrl: string, invitation: string, { streams: { out }, notify, flags }: Context): void {
  notify(invitation);
  out.write(`${flags().json ? formatJson({ authorize_url: authorizeUrl }, { isTTY: false }) : authorizeUrl}\n`);
}

function codeOf(query: URLSearchParams): string {
  const code = query.get('code');
  if (code !== null) return code;
  const isRefusal = query.get('error') === 'access_denied';
  const message = isRefusal ? 'Spotify was told no.' : 'Spotify did not sign you in.';
  throw new CommandError('authentication', message, 'Run tonearm login again, and agree.');
}
