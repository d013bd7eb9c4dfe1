import type { FaultPreset } from './faults/presets.js';
import type { FaultRule } from './faults/rule.js';
import type { LimitsOptions } from './limits/options.js';
import type { AppOptions } from './oauth/app.js';
import type { Profile } from './profile.js';
import type { Scenario } from './scenario/scenario.js';
import type { Scale } from './world/scale.js';

/** Odd but true habits of Spotify, off unless asked for. */
export interface Quirks {
  /** A playlist tells its new snapshot only after this long, in milliseconds, and another one that nobody was told before; some 30,000 at Spotify. */
  readonly snapshotDelayMs?: number;
  /** Lists of playlists count what was added or removed only after this long, in milliseconds. */
  readonly totalDelayMs?: number;
  /** `public: false` is accepted, and the playlist stays public. */
  readonly ignoresPrivate?: boolean;
  /** The library takes no artists, as its reference says; Spotify's own guide uses them. */
  readonly refusesArtistsInLibrary?: boolean;
  /** Player commands answer 200 with a random text instead of 204. */
  readonly playerAnswersText?: boolean;
  /** Player commands are refused with the reasons of Spotify's documentation and whenever it says so; without it as people saw it, mostly with `UNKNOWN`. */
  readonly documentedReasons?: boolean;
  /** A 401 says in its message what is wrong with the token, as it did until the middle of 2026. */
  readonly oldUnauthorizedMessages?: boolean;
  /** A refresh answers a new refresh token and revokes the old one. */
  readonly rotateRefreshTokens?: boolean;
}

/** Faults that are there from the start: the name of a preset, or rules. */
export type InitialFaults = FaultPreset | readonly FaultRule[];

/** How to make an emulator. */
export interface EmulatorOptions {
  /** The same seed always makes the same world; 1 when left out. */
  readonly seed?: number;
  /** How large the world is; `small` when left out. */
  readonly scale?: Scale;
  /** `development` when left out. */
  readonly profile?: Profile;
  /** The beginning of links in answers given in process; a listening emulator uses its own address. */
  readonly origin?: string;
  /** The source of time in milliseconds since 1970; `Date.now` when left out. */
  readonly now?: () => number;
  /** Consent is given without a page to click. */
  readonly autoApprove?: boolean;
  readonly quirks?: Quirks;
  /** What holds for the registered app in Development Mode. */
  readonly app?: AppOptions;
  /** How much may be asked for; without it, as much as one likes. */
  readonly limits?: LimitsOptions;
  /** What to begin with, on top of the world of the seed. */
  readonly scenario?: Scenario;
  /** What goes wrong from the start. */
  readonly faults?: InitialFaults;
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
