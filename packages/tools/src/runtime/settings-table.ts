import type { Settings } from './settings.js';

/** One setting as a person meets it: a variable of the environment. */
export interface Variable {
  readonly name: string;
  readonly description: string;
  /** What it may hold, in words. */
  readonly allowed: string;
  /** What holds when it is not set, in words. */
  readonly default?: string;
  /** Whether its value must not be shown. */
  readonly isSecret?: true;
}

/** What a person can set. */
export type SettingName = Exclude<keyof Settings, 'backendIsDefault'>;

/** What each setting is called and what it is for. */
export const variables: Readonly<Record<SettingName, Variable>> = {
  backend: {
    name: 'TONEARM_BACKEND',
    description: 'Whom to talk to: the real Spotify, or the emulator that needs no account.',
    allowed: 'emulator, spotify',
    default: 'spotify if SPOTIFY_CLIENT_ID is set, else emulator',
  },
  clientId: {
    name: 'SPOTIFY_CLIENT_ID',
    description: 'The client id of your app in the Spotify dashboard.',
    allowed: 'text',
  },
  clientSecret: {
    name: 'SPOTIFY_CLIENT_SECRET',
    description: 'The secret of your app. Not needed after a sign-in; alone it reads only the public catalog.',
    allowed: 'text',
    isSecret: true,
  },
  redirectUri: {
    name: 'SPOTIFY_REDIRECT_URI',
    description:
      'Where Spotify sends the browser after the sign-in; must be registered for your app. Without a port, any free one is taken.',
    allowed: 'a URL',
    default: 'http://127.0.0.1/callback',
  },
  apiUrl: {
    name: 'SPOTIFY_API_URL',
    description: 'Where the Web API is. With the emulator: one that runs elsewhere.',
    allowed: 'a URL',
    default: 'https://api.spotify.com/v1',
  },
  accountsUrl: {
    name: 'SPOTIFY_ACCOUNTS_URL',
    description: 'Where tokens come from. With the emulator: one that runs elsewhere.',
    allowed: 'a URL',
    default: 'https://accounts.spotify.com',
  },
  appMode: {
    name: 'TONEARM_APP_MODE',
    description:
      'The quota mode of your app: how fast Tonearm may call, and in `development` no tools that Spotify closed to it. `auto` is as careful, and learns what is closed.',
    allowed: 'auto, development, extended',
    default: 'auto',
  },
  redisUrl: {
    name: 'TONEARM_REDIS_URL',
    description:
      'A Redis (6.2 or later) in which several processes share their cache. Without it, or while it is away, each has its own in memory.',
    allowed: 'a redis:// or rediss:// URL',
    isSecret: true,
  },
  redisWaitMs: {
    name: 'TONEARM_REDIS_WAIT_MS',
    description:
      'How long an answer waits for Redis before it is had without it, in milliseconds. A Redis that is far away needs more.',
    allowed: '1 to 60000',
    default: '50',
  },
  warm: {
    name: 'TONEARM_WARM',
    description:
      'What a server loads in the background once it has started up, separated by commas. Each costs a call to Spotify or two.',
    allowed: 'profile, playlists, saved_tracks, devices, top',
    default: 'nothing',
  },
  toolsets: {
    name: 'TONEARM_TOOLSETS',
    description: 'Which groups of tools to offer, separated by commas.',
    allowed:
      'core, default, all, catalog, playback, playlists, library, listening, account, curation, insights, browse, diagnostics',
    default: 'default',
  },
  readOnly: {
    name: 'TONEARM_READ_ONLY',
    description: 'Offers only tools that change nothing.',
    allowed: 'true, false',
    default: 'false',
  },
  idsOnly: {
    name: 'TONEARM_IDS_ONLY',
    description:
      "Answers models with ids, addresses and counts only: no name and no text of Spotify's reaches them, whatever a tool reads.",
    allowed: 'true, false',
    default: 'false',
  },
  httpToken: {
    name: 'TONEARM_HTTP_TOKEN',
    description: 'What clients of the HTTP server must send as a bearer token.',
    allowed: 'text of at least 16 characters',
    isSecret: true,
  },
  metricsAddress: {
    name: 'TONEARM_METRICS_ADDRESS',
    description:
      'Where else to serve metrics for Prometheus, so that a server on standard input and output has some too.',
    allowed: 'a port of this machine (0: any), or unix: and a path',
  },
  logLevel: {
    name: 'TONEARM_LOG_LEVEL',
    description: 'How much to log; always to stderr.',
    allowed: 'silent, error, warn, info, debug, trace',
    default: 'info',
  },
  logFormat: {
    name: 'TONEARM_LOG_FORMAT',
    description: 'For machines or for people.',
    allowed: 'json, pretty',
    default: 'json',
  },
  profile: {
    name: 'TONEARM_PROFILE',
    description: 'Whose sign-in to use, if there are several. With the emulator, any other name is one of its users.',
    allowed: 'letters, digits, - and _',
    default: 'default',
  },
  tokenStore: {
    name: 'TONEARM_TOKEN_STORE',
    description:
      'Where a new sign-in is kept: the keychain of the operating system (needs the optional package @napi-rs/keyring), or a file that only you can read. `auto`: the keychain if there is one.',
    allowed: 'auto, keychain, file',
    default: 'auto',
  },
};

/** The table of all settings, in Markdown. */
export function settingsTable(): string {
  const rows = Object.values(variables).map(
    ({ name, description, allowed, default: usual }) =>
      `| \`${name}\` | ${description} | ${allowed} | ${usual ?? ''} |`,
  );
  return ['| variable | what it is for | allowed | default |', '|---|---|---|---|', ...rows].join('\n');
}
