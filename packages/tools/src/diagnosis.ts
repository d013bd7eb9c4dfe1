/** How the program is that carries out the tools, as its operator would want to know; it holds no secret and nothing of a person. */
export interface Diagnosis {
  readonly version: string;
  readonly backend: 'emulator' | 'spotify';
  /** What Spotify offers to the app; undefined until `auto` has learned it. */
  readonly appMode: 'development' | 'extended' | undefined;
  readonly status: 'healthy' | 'degraded' | 'unhealthy';
  /** What is not well, and why. */
  readonly reasons: readonly string[];
  readonly upForMs: number;
  /** Until the person has to sign in again; undefined where nobody knows. */
  readonly consentLeftMs: number | undefined;
  readonly pace: {
    readonly perSecond: number;
    /** How many requests may begin at once now; undefined where processes share their pace. */
    readonly tokensLeft: number | undefined;
  };
  readonly calls: { readonly underWay: number; readonly waiting: number };
  readonly circuit: 'closed' | 'open' | 'half-open';
  /** Which groups of endpoints Spotify wants no calls of, and for how much longer. */
  readonly cooldowns: readonly { readonly bucket: string; readonly leftMs: number }[];
  readonly cache: {
    readonly entries: number;
    readonly bytes: number;
    /** From 0 to 1. */
    readonly hitRatio: number;
    /** Whether the Redis in which processes share answers can be reached; undefined where none is used. */
    readonly redisIsUp: boolean | undefined;
    readonly statistics: CacheFigures;
  };
}

/** How often what happened, by words such as `hits`, `misses`, `loads`; what never happened may be left out. */
export type Counts = Readonly<Record<string, number>>;

/** What happened in the cache since the program began. */
export interface CacheFigures {
  readonly maxEntries: number;
  readonly maxBytes: number;
  /** Invalidations here, those heard of other processes, and how often everything was doubted since some may have been missed. */
  readonly invalidations: number;
  readonly heard: number;
  readonly distrusts: number;
  readonly total: Counts;
  /** By endpoint: `albums.get`. */
  readonly byName: Readonly<Record<string, Counts>>;
  /** What happened between the cache and Redis; undefined where none is used. */
  readonly redis: Counts | undefined;
}
