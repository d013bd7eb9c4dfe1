import type { Profile } from './profile.js';

/** Odd but true habits of Spotify, off unless asked for. */
export interface Quirks {
  /** Player commands answer 200 with a random text instead of 204. */
  readonly playerAnswersText?: boolean;
  /** A refresh answers a new refresh token and revokes the old one. */
  readonly rotateRefreshTokens?: boolean;
}

/** How to make an emulator. */
export interface EmulatorOptions {
  /** The same seed always makes the same world; 1 when left out. */
  readonly seed?: number;
  /** `development` when left out. */
  readonly profile?: Profile;
  /** The beginning of links in answers given in process; a listening emulator uses its own address. */
  readonly origin?: string;
  /** The source of time in milliseconds since 1970; `Date.now` when left out. */
  readonly now?: () => number;
  /** Consent is given without a page to click. */
  readonly autoApprove?: boolean;
  readonly quirks?: Quirks;
}

/** Where an emulator lives that nobody listens to: `.invalid` can never be a real host. */
export const defaultOrigin = 'https://emulator.tonearm.invalid';

/** The one registered app. */
export const registeredApp = {
  clientId: 'tonearm-emulator',
  clientSecret: 'tonearm-secret',
  /** Registered without a port, so every port of the loopback address is good. */
  redirectUri: 'http://127.0.0.1/callback',
} as const;
