import type { Clock } from '../clock.js';
import { type Bucket, bucketOf, buckets } from './buckets.js';
import { RequestLog } from './log.js';
import { checkLimits, type LimitsOptions, type RateWindow } from './options.js';

const dayMs = 86_400_000;
const windowSeconds = 30;
const coverUpload = 'upload-custom-playlist-cover';
/** The commands by which somebody makes a player begin with a track. */
const plays: ReadonlySet<string> = new Set([
  'start-a-users-playback',
  'skip-users-playback-to-next-track',
  'skip-users-playback-to-previous-track',
]);

/** Which limit refuses: the window of an app, the quota of a bucket, or that of what a user plays. */
export type LimitKind = (typeof limitKinds)[number];

/** Which limits there are. */
export const limitKinds = ['window', 'quota', 'plays'] as const;

/** A request as the limits see it. */
export interface LimitedRequest {
  readonly operation: string;
  /** The path as it is described. */
  readonly template: string;
  readonly user: string | undefined;
  /** Whether quotas hold for the app. */
  readonly countsQuota: boolean;
}

/** Why a request is refused, and for how long. */
export interface Refusal {
  readonly kind: LimitKind;
  readonly bucket: Bucket | undefined;
  readonly retryAfterSeconds: number;
}

/** How much was asked lately. */
export interface LimitsUsage {
  /** Requests within the present window. */
  readonly window: number;
  /** Requests within the last twenty-four hours, by bucket. */
  readonly quotas: { readonly [Name in Bucket]?: number };
}

/** Limits and what was counted, as plain data. */
export interface LimitsState {
  readonly options: LimitsOptions;
  /** When the requests were made that count, in milliseconds since 1970. */
  readonly window: readonly number[];
  readonly coverUploads: readonly number[];
  /** By user. */
  readonly plays: Readonly<Record<string, readonly number[]>>;
  readonly quotas: { readonly [Name in Bucket]?: readonly number[] };
}

/** What counts requests and refuses those that are too many. */
export interface Limits {
  /** Takes other limits; what was counted stays counted. Limits that make no sense are a `RangeError`. */
  set(options: LimitsOptions): void;
  options(): LimitsOptions;
  usage(): LimitsUsage;
  /** Counts from nothing again. */
  clear(): void;
  /** The limits of the start, and nothing counted. */
  reset(): void;
  capture(): LimitsState;
  restore(state: LimitsState): void;
  /** Counts a request; answers why it is refused. */
  check(request: LimitedRequest): Refusal | undefined;
}

/** Counts nothing but what has a limit, by the emulator's clock. */
export function createLimits(clock: Clock, initial: LimitsOptions = {}): Limits {
  let options = checkLimits(initial);
  let windowLog = new RequestLog();
  let coverLog = new RequestLog();
  let playLogs = new Map<string, RequestLog>();
  let quotaLogs = new Map<Bucket, RequestLog>();

  const limitsOf = ({ operation, template, user, countsQuota }: LimitedRequest): readonly Limit[] => {
    const bucket = bucketOf(template);
    const quota = countsQuota ? options.quotas?.[bucket] : undefined;
    return [
      ...windowLimit('window', options.window, windowLog),
      ...(operation === coverUpload ? windowLimit('window', options.coverUploads, coverLog) : []),
      ...(user !== undefined && plays.has(operation) ? windowLimit('plays', options.plays, logOf(playLogs, user)) : []),
      ...(quota === undefined
        ? []
        : [{ kind: 'quota' as const, bucket, spanMs: dayMs, maximum: quota, log: logOf(quotaLogs, bucket) }]),
    ];
  };

  const clear = (): void => {
    windowLog = new RequestLog();
    coverLog = new RequestLog();
    playLogs = new Map();
    quotaLogs = new Map();
  };
  return {
    set: (next) => {
      options = checkLimits(next);
    },
    reset: () => {
      options = initial;
      clear();
    },
    capture: () => ({
      options,
      window: windowLog.capture(),
      coverUploads: coverLog.capture(),
      plays: captureAll(playLogs),
      quotas: captureAll(quotaLogs),
    }),
    restore: (state) => {
      options = checkLimits(state.options);
      clear();
      windowLog.restore(state.window);
      coverLog.restore(state.coverUploads);
      for (const [user, moments] of Object.entries(state.plays)) logOf(playLogs, user).restore(moments);
      for (const bucket of buckets) {
        const moments = state.quotas[bucket];
        if (moments) logOf(quotaLogs, bucket).restore(moments);
      }
    },
    options: () => options,
    usage: () => ({
      window: windowLog.count(clock.now(), spanOf(options.window)),
      quotas: Object.fromEntries([...quotaLogs].map(([bucket, log]) => [bucket, log.count(clock.now(), dayMs)])),
    }),
    clear,
    check: (request) => {
      const { window, quotas, coverUploads, plays: played } = options;
      if (!window && !quotas && !coverUploads && !played) return undefined;
      const now = clock.now();
      const limits = limitsOf(request);
      const exceeded = limits
        .filter(({ log, spanMs, maximum }) => log.count(now, spanMs) >= maximum)
        .sort((one, other) => freeAt(other) - freeAt(one))[0];
      if (!exceeded || options.countsRefused) for (const { log } of limits) log.add(now);
      if (!exceeded) return undefined;
      const { kind, bucket, maximum, spanMs } = exceeded;
      const until = maximum === 0 ? now + spanMs : freeAt(exceeded);
      return { kind, bucket, retryAfterSeconds: Math.ceil((until - now) / 1000) };
    },
  };
}

interface Limit {
  readonly kind: Refusal['kind'];
  readonly bucket: Bucket | undefined;
  readonly spanMs: number;
  readonly maximum: number;
  readonly log: RequestLog;
}

function windowLimit(kind: 'window' | 'plays', window: RateWindow | undefined, log: RequestLog): readonly Limit[] {
  if (!window) return [];
  return [{ kind, bucket: undefined, spanMs: spanOf(window), maximum: window.requests, log }];
}

function spanOf(window: RateWindow | undefined): number {
  return (window?.seconds ?? windowSeconds) * 1000;
}

function freeAt({ log, spanMs, maximum }: Limit): number {
  return log.freeAt(spanMs, maximum);
}

function logOf<Key>(logs: Map<Key, RequestLog>, key: Key): RequestLog {
  const log = logs.get(key) ?? new RequestLog();
  logs.set(key, log);
  return log;
}

function captureAll(logs: ReadonlyMap<string, RequestLog>): Readonly<Record<string, readonly number[]>> {
  return Object.fromEntries([...logs].map(([key, log]) => [key, log.capture()]));
}
