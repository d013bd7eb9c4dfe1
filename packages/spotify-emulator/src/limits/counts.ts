import { type Bucket, bucketOf, buckets } from './buckets.js';
import { RequestLog } from './log.js';
import type { LimitsOptions, RateWindow } from './options.js';

const dayMs = 86_400_000;
const windowSeconds = 30;
const coverUpload = 'upload-custom-playlist-cover';
/** The commands by which somebody makes a player begin with a track. */
const plays: ReadonlySet<string> = new Set([
  'start-a-users-playback',
  'skip-users-playback-to-next-track',
  'skip-users-playback-to-previous-track',
]);

/** Which limits there are. */
export const limitKinds = ['window', 'quota', 'plays'] as const;

/** Which limit refuses: the window of an app, the quota of a bucket, or that of what a user plays. */
export type LimitKind = (typeof limitKinds)[number];

/** A request as the limits see it. */
export interface LimitedRequest {
  readonly operation: string;
  /** The path as it is described. */
  readonly template: string;
  readonly user: string | undefined;
  /** Whether quotas hold for the app. */
  readonly countsQuota: boolean;
}

/** A limit that a request falls under, and what was counted against it. */
export interface Limit {
  readonly kind: LimitKind;
  readonly bucket: Bucket | undefined;
  readonly spanMs: number;
  readonly maximum: number;
  readonly log: RequestLog;
}

/** How much was asked lately. */
export interface LimitsUsage {
  /** Requests within the present window. */
  readonly window: number;
  /** Requests within the last twenty-four hours, by bucket. */
  readonly quotas: { readonly [Name in Bucket]?: number };
}

/** What was counted, as plain data. */
export interface CountsState {
  /** When the requests were made that count, in milliseconds since 1970. */
  readonly window: readonly number[];
  readonly coverUploads: readonly number[];
  /** By user. */
  readonly plays: Readonly<Record<string, readonly number[]>>;
  readonly quotas: { readonly [Name in Bucket]?: readonly number[] };
}

/** When requests were made, for each limit by itself. */
export class Counts {
  #window = new RequestLog();
  #coverUploads = new RequestLog();
  #plays = new Map<string, RequestLog>();
  #quotas = new Map<Bucket, RequestLog>();

  /** The limits that a request falls under. */
  limitsOn({ operation, template, user, countsQuota }: LimitedRequest, options: LimitsOptions): readonly Limit[] {
    const bucket = bucketOf(template);
    const quota = countsQuota ? options.quotas?.[bucket] : undefined;
    return [
      ...windowLimit('window', options.window, this.#window),
      ...(operation === coverUpload ? windowLimit('window', options.coverUploads, this.#coverUploads) : []),
      ...(user !== undefined && plays.has(operation)
        ? windowLimit('plays', options.plays, logOf(this.#plays, user))
        : []),
      ...(quota === undefined
        ? []
        : [{ kind: 'quota' as const, bucket, spanMs: dayMs, maximum: quota, log: logOf(this.#quotas, bucket) }]),
    ];
  }

  usage(now: number, { window }: LimitsOptions): LimitsUsage {
    return {
      window: this.#window.count(now, spanOf(window)),
      quotas: Object.fromEntries([...this.#quotas].map(([bucket, log]) => [bucket, log.count(now, dayMs)])),
    };
  }

  clear(): void {
    this.#window = new RequestLog();
    this.#coverUploads = new RequestLog();
    this.#plays = new Map();
    this.#quotas = new Map();
  }

  capture(): CountsState {
    return {
      window: this.#window.capture(),
      coverUploads: this.#coverUploads.capture(),
      plays: captureAll(this.#plays),
      quotas: captureAll(this.#quotas),
    };
  }

  restore({ window, coverUploads, plays: played, quotas }: CountsState): void {
    this.clear();
    this.#window.restore(window);
    this.#coverUploads.restore(coverUploads);
    for (const [user, moments] of Object.entries(played)) logOf(this.#plays, user).restore(moments);
    for (const bucket of buckets) {
      const moments = quotas[bucket];
      if (moments) logOf(this.#quotas, bucket).restore(moments);
    }
  }
}

function windowLimit(kind: 'window' | 'plays', window: RateWindow | undefined, log: RequestLog): readonly Limit[] {
  if (!window) return [];
  return [{ kind, bucket: undefined, spanMs: spanOf(window), maximum: window.requests, log }];
}

function spanOf(window: RateWindow | undefined): number {
  return (window?.seconds ?? windowSeconds) * 1000;
}

function logOf<Key>(logs: Map<Key, RequestLog>, key: Key): RequestLog {
  const log = logs.get(key) ?? new RequestLog();
  logs.set(key, log);
  return log;
}

function captureAll(logs: ReadonlyMap<string, RequestLog>): Readonly<Record<string, readonly number[]>> {
  return Object.fromEntries([...logs].map(([key, log]) => [key, log.capture()]));
}
