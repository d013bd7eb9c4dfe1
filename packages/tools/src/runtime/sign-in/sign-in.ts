import { isSpotifyError, SignInError, startConsent, type TokenSet } from '@tonearm/spotify-client';
import { type SignInPages, signIn as waitForBrowser } from '@tonearm/spotify-client/auth/node';
import { ToolError } from '../../errors.js';
import type { Settings } from '../settings.js';
import { shareRun } from '../shared-run.js';
import { type PastedLines, readPastedReply } from './pasted-reply.js';

/** Who signs in where, and how they are spoken to. */
export interface SignInOptions {
  readonly settings: Settings;
  readonly scopes: readonly string[];
  /** The command that the person ran, for hints: `tonearm login`. */
  readonly command: string;
  readonly signal: AbortSignal;
  /** How long to wait for the browser, in milliseconds. */
  readonly timeoutMs: number;
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** Gets the page where the person consents: print it, open it. */
  readonly onUrl: (url: string) => void | Promise<void>;
  /** When no browser can come back to this machine: where the person pastes the address that theirs ended at. */
  readonly pasted?: PastedLines | undefined;
}

/** What the browser shows in the end. That the sign-in could be kept, and for whom, only the command can say. */
const pages: SignInPages = {
  signedIn: 'Spotify has signed you in. You can close this page and go back to where you began.',
  // What to do is said there, in the words of the command.
  failed: (error) =>
    ['Not signed in.', isSpotifyError(error) && error.message, 'Where you began says more.'].filter(Boolean).join(' '),
};

/** Signs a person in by authorization code with PKCE, and gives the tokens. Throws a ToolError that says what to do next. */
export async function signInPerson(options: SignInOptions): Promise<TokenSet> {
  const { settings, scopes, command, pasted, timeoutMs, signal, onUrl } = options;
  const { accountsUrl, clientSecret, redirectUri } = settings;
  const app = { clientId: clientIdFor(options), clientSecret, accountsUrl, redirectUri, scopes, fetch: options.fetch };
  try {
    if (pasted === undefined) {
      const tokens = waitForBrowser({ ...app, signal, pages, timeoutMs, onUrl });
      return await shareRun(() => tokens).wait(signal);
    }
    const consent = await startConsent(app);
    await onUrl(consent.url);
    const reply = await readPastedReply(pasted, consent.state, command);
    return await shareRun(() => consent.finish(reply)).wait(signal);
  } catch (error) {
    throw explain(error, command);
  }
}

function clientIdFor({ settings, command }: SignInOptions): string {
  const { backend, backendIsDefault, clientId, redirectUri } = settings;
  if (backend === 'emulator' && !backendIsDefault) {
    throw new ToolError(
      'usage',
      'The emulator signs everybody in by itself.',
      `To sign in to Spotify: ${command} --backend spotify`,
    );
  }
  if (clientId !== undefined) return clientId;
  const steps = [
    'Spotify signs people in to apps only, so you need one of your own; its owner needs Premium:',
    '  1. Create it at https://developer.spotify.com/dashboard',
    `     with the redirect URI ${redirectUri}`,
    '  2. Set SPOTIFY_CLIENT_ID to its client id',
    `  3. Run ${command}`,
  ];
  throw new ToolError('settings', 'SPOTIFY_CLIENT_ID is not set.', steps.join('\n'));
}

/** Only what the person can change gets other words; an outage explains itself. */
function explain(error: unknown, command: string): unknown {
  const changeRedirect =
    'Unset SPOTIFY_REDIRECT_URI, or set it to an http address at 127.0.0.1 that is registered in your app, or use --no-browser.';
  if (error instanceof SignInError && error.reason === 'no_address') {
    return new ToolError('usage', error.message, changeRedirect);
  }
  if (error instanceof SignInError) {
    return error.reason === 'port_taken'
      ? new ToolError(
          'port_taken',
          error.message,
          'Free it, leave the port out of SPOTIFY_REDIRECT_URI to take any, or use --no-browser.',
        )
      : new ToolError('authentication', error.message, `Run ${command} again, and agree.`);
  }
  const isOurs = isSpotifyError(error) && error.code === 'invalid_parameter';
  if (!isOurs || !('parameter' in error) || error.parameter !== 'redirectUri') return error;
  return new ToolError('usage', error.message, changeRedirect);
}
