import { clientCredentials, storedToken, type TokenSet, type TokenSource } from '@tonearm/spotify-client';
import { ToolError } from '../errors.js';
import { emulatorToken } from './emulator-token.js';
import { renewable, type SignIn } from './renewable-token.js';
import { type Settings, SettingsError } from './settings.js';
import { touchedSince } from './sign-in-watch.js';
import { readTokens, tokenStore } from './token-file.js';

type Fetch = typeof globalThis.fetch;

/** An emulator in this process. */
export interface EmbeddedEmulator {
  readonly fetch: Fetch;
  /** Its origin, without a path. */
  readonly url: string;
}

/** Whom the runtime talks to, and as whom. */
export interface Backend {
  readonly kind: 'emulator' | 'spotify';
  /** Whether it lives in this process, and so has no limits that others share. */
  readonly isEmbedded: boolean;
  /** For people: `the emulator in this process`. */
  readonly description: string;
  readonly token: TokenSource;
  readonly fetch?: Fetch;
  readonly apiUrl?: string;
  /**
   * Looks whether the sign-in has gone or been replaced, by a command or another process, and lets go of what was kept for it.
   * Undefined when nothing was touched. Absent where nobody can sign out.
   */
  readonly checkSignIn?: () => Promise<void> | undefined;
}

/** What opening a backend needs. */
export interface BackendOptions {
  readonly settings: Settings;
  readonly createEmulator?: (() => Promise<EmbeddedEmulator>) | undefined;
  readonly fetch?: Fetch | undefined;
  readonly now?: (() => number) | undefined;
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  /** Called when another sign-in has taken the place of the one before: what was kept for it must go. */
  readonly onAccountChange?: () => Promise<unknown>;
  /** Called with every sign-in that is found: when the person consented, in milliseconds since 1970, if that is known. */
  readonly onSignIn?: (authorizedAt: number | undefined) => void;
}

/** Opens the backend that the settings name; never another one. */
export async function openBackend(options: BackendOptions): Promise<Backend> {
  return options.settings.backend === 'emulator' ? openEmulator(options) : openSpotify(options);
}

async function openEmulator(options: BackendOptions): Promise<Backend> {
  const { settings, createEmulator, now } = options;
  const { apiUrl, accountsUrl, profile } = settings;
  const place = { kind: 'emulator' as const };
  const user = profile === 'default' ? undefined : profile;
  if (apiUrl !== undefined && accountsUrl !== undefined) {
    const fetch = options.fetch ?? globalThis.fetch;
    const token = emulatorToken({ accountsUrl, fetch, user, now });
    return {
      ...place,
      isEmbedded: false,
      description: `the emulator at ${new URL(apiUrl).origin}`,
      token,
      fetch,
      apiUrl,
    };
  }
  if (apiUrl !== undefined || accountsUrl !== undefined) {
    const missing = apiUrl === undefined ? 'SPOTIFY_API_URL' : 'SPOTIFY_ACCOUNTS_URL';
    throw new SettingsError(missing, 'is missing.', 'An emulator that runs elsewhere needs both of its URLs.');
  }
  if (createEmulator === undefined) {
    throw new SettingsError(
      'SPOTIFY_API_URL',
      'is missing.',
      'There is no emulator in this process; give the URLs of one that runs.',
    );
  }
  const { fetch, url } = await createEmulator();
  const token = emulatorToken({ accountsUrl: url, fetch, user, now });
  return { ...place, isEmbedded: true, description: 'the emulator in this process', token, fetch, apiUrl: `${url}/v1` };
}

async function openSpotify(options: BackendOptions): Promise<Backend> {
  const { fetch, settings, env, onAccountChange } = options;
  let identity: string | undefined;
  // Made when it is first needed, and again when it has failed: somebody may have signed in meanwhile.
  const token = renewable(
    async () => {
      const found = await findSignIn(options);
      identity = found.identity;
      return found;
    },
    () => void onAccountChange?.(),
  );
  const isTouched = touchedSince(settings.profile, env);
  const look = async (): Promise<void> => {
    // Whoever refreshes the tokens touches them too, and is the same person.
    if (identity !== undefined && (await identityAt(settings, env)) === identity) return;
    identity = undefined;
    token.forget();
    // What is in memory is gone when this returns; nobody is asked under the name of the one before, so nobody waits for Redis.
    void onAccountChange?.();
  };
  let looking: Promise<void> | undefined;
  /** Whoever comes while somebody looks waits too: they would be answered as if the one before were still there. */
  const checkSignIn = (): Promise<void> | undefined => {
    if (isTouched()) {
      const mine = look().finally(() => {
        if (looking === mine) looking = undefined;
      });
      looking = mine;
    }
    return looking;
  };
  return {
    kind: 'spotify',
    isEmbedded: false,
    description:
      settings.apiUrl === undefined ? 'Spotify' : `the Spotify Web API at ${new URL(settings.apiUrl).origin}`,
    token,
    checkSignIn,
    ...(fetch === undefined ? {} : { fetch }),
    ...(settings.apiUrl === undefined ? {} : { apiUrl: settings.apiUrl }),
  };
}

/** Tells a sign-in from another one. Refreshing changes the tokens, but not when the person consented. */
function identityOf({ authorizedAt, refreshToken, accessToken }: TokenSet): string {
  return String(authorizedAt ?? refreshToken ?? accessToken);
}

/** The same of what is kept now; undefined when nobody is signed in, or it cannot be read. */
async function identityAt({ profile }: Settings, env: BackendOptions['env']): Promise<string | undefined> {
  const tokens = await readTokens(profile, env).catch(() => undefined);
  return tokens && identityOf(tokens);
}

async function findSignIn(options: BackendOptions): Promise<SignIn> {
  const { settings, fetch, now, env, onSignIn, onAccountChange } = options;
  const { clientId, clientSecret, accountsUrl, profile } = settings;
  const common = { accountsUrl, fetch, now };
  if (clientId === undefined) {
    throw new SettingsError(
      'SPOTIFY_CLIENT_ID',
      'is missing.',
      'Set it to the client id of your app, then sign in: tonearm login, or tonearm-mcp auth',
    );
  }
  const tokens = await readTokens(profile, env);
  onSignIn?.(tokens?.authorizedAt);
  if (tokens !== undefined) {
    const onReplaced = (other: TokenSet): void => {
      onSignIn?.(other.authorizedAt);
      void onAccountChange?.();
    };
    // Every process of this person shares the file: one refreshes, the others take over what it got.
    const store = tokenStore(profile, env);
    const source = storedToken({ ...common, clientId, clientSecret, store, onReplaced });
    return { source, identity: identityOf(tokens) };
  }
  if (clientSecret !== undefined) {
    return { source: clientCredentials({ ...common, clientId, clientSecret }), identity: 'client credentials' };
  }
  throw new ToolError(
    'authentication',
    'Nobody has signed in to Spotify.',
    'Sign in: tonearm login, or tonearm-mcp auth',
  );
}
