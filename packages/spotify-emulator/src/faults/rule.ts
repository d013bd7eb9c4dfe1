import { isPlayerReason, type PlayerReason, playerReasons, refusalOf } from '../http/player-reason.js';
import { meetsStars } from '../http/stars.js';

/** How late an answer is, in milliseconds: always the same, equally likely within bounds, or like real networks with a long tail. */
export type Delay =
  | number
  | { readonly minimumMs: number; readonly maximumMs: number }
  | { readonly medianMs: number; readonly sigma: number };

/** What a body is instead of what it should be. */
export const bodyKinds = ['empty', 'html', 'text', 'truncated', 'token', 'wrong-type'] as const;

/** What a body is instead of what it should be. */
export type BodyKind = (typeof bodyKinds)[number];

/** What a request can be treated as, whatever the world is like. */
export const pretences = ['expired-token', 'free-account', 'no-device'] as const;

/** What a request can be treated as, whatever the world is like. */
export type Pretence = (typeof pretences)[number];

/** Reasons that Spotify gives: those of its player, and that of a quota. */
export const faultReasons: readonly FaultReason[] = [...playerReasons, 'QUOTA_EXCEEDED'];

/** A reason that Spotify gives. */
export type FaultReason = PlayerReason | 'QUOTA_EXCEEDED';

/** A pattern for paths as JSON can say it. */
export interface PathPattern {
  readonly pattern: string;
  readonly flags?: string;
}

/** What to do to matching requests. Of several matching rules one decides the answer, the first; delays add up. */
export interface FaultRule {
  /** Spotify's name of an operation, `get-an-album`; also `authorize` and `token`. */
  readonly operation?: string;
  readonly method?: string;
  /** A pattern, or a path as it is sent, with or without /v1, as it is described: `/albums/{id}`, or with stars: `/me/player/*`. */
  readonly path?: RegExp | string | PathPattern;
  /** Only requests with this user's token. */
  readonly user?: string;
  /** How many matching requests go well first. */
  readonly skip?: number;
  /** How often; without it, until the rule is removed. */
  readonly times?: number;
  /** How likely, from 0 to 1, drawn from the emulator's seed. */
  readonly probability?: number;
  /** How long the rule lives, in milliseconds by the emulator's clock. */
  readonly forMs?: number;
  /** Answer this status and do not carry out the request. */
  readonly status?: number;
  /** The `reason` of the error body; one that Spotify has brings its status and its message along. */
  readonly reason?: FaultReason | (string & {});
  /** The message of the error body; the usual one of the status when left out. */
  readonly message?: string;
  /** A Retry-After header; a 429 with `forMs` counts down to its end without it. */
  readonly retryAfterSeconds?: number;
  /** What the body is instead of what it should be. */
  readonly body?: BodyKind;
  /** Answer late. */
  readonly delayMs?: Delay;
  /** Let the body come piece by piece, over this long. */
  readonly dripMs?: number;
  /** Never answer: the connection stays open until the caller gives up. */
  readonly hang?: boolean;
  /** Cut the connection before the request is carried out, or after: then the caller cannot know that it was. */
  readonly reset?: 'before' | 'after';
  /** Treat the request as if the token were expired, the user had a free account, or no device were active. */
  readonly pretend?: Pretence;
  /** Answer a read as it was this long ago, in milliseconds, by the changes since the rule exists; what was written stays written. */
  readonly staleMs?: number;
}

/** A request as the rules see it. */
export interface FaultTarget {
  readonly method: string;
  readonly path: string;
  /** The path as it is described, with placeholders. */
  readonly template: string | undefined;
  readonly operation: string | undefined;
  readonly user?: string | undefined;
}

/** The status that a rule answers, if it says one itself or by its reason. */
export function statusOf({ status, reason }: FaultRule): number | undefined {
  return status ?? (reason === undefined ? undefined : usualRefusal(reason)?.status);
}

/** How Spotify gives a reason; undefined for one that it does not have. */
export function usualRefusal(reason: string): { readonly status: number; readonly message: string } | undefined {
  if (reason === 'QUOTA_EXCEEDED') return { status: 429, message: 'Too many requests' };
  return isPlayerReason(reason) ? refusalOf(reason) : undefined;
}

/** Whether a rule speaks of a request. */
export function matches(rule: FaultRule, target: FaultTarget): boolean {
  if (rule.operation !== undefined && rule.operation !== target.operation) return false;
  if (rule.method !== undefined && rule.method.toUpperCase() !== target.method) return false;
  if (rule.user !== undefined && rule.user !== target.user) return false;
  if (rule.path === undefined) return true;
  if (typeof rule.path !== 'string') return target.path.search(patternOf(rule.path)) >= 0;
  if (rule.path.includes('*')) return meetsStars(rule.path, target.path);
  const wanted = withoutVersion(rule.path);
  return wanted === withoutVersion(target.path) || wanted === target.template;
}

/** Whether a rule decides what is answered, and not only when or to whom. */
export function decides({ status, reason, body, reset, hang }: FaultRule): boolean {
  return [status, reason, body, reset].some((field) => field !== undefined) || hang === true;
}

function patternOf(path: RegExp | PathPattern): RegExp {
  return path instanceof RegExp ? path : new RegExp(path.pattern, path.flags);
}

function withoutVersion(path: string): string {
  return path.startsWith('/v1/') ? path.slice(3) : path;
}
