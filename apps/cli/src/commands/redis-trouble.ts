import type { CacheStatistics, Runtime } from '@tonearm/tools/runtime';
import { CommandError } from '../errors.js';

/** What is wrong with Redis, as the cache has found out. */
export type RedisProblem = Required<Required<CacheStatistics>['shared']>['problem'];

/** Why a command keeps nothing for the next one, and what to do about it; `isNamed` says whether there is a Redis in the settings. */
export function whyNothingIsKept(isNamed: boolean): readonly [why: string, hint: string] {
  return isNamed
    ? [
        'The Redis that is named is not used: an emulator of its own begins and ends with every command, and its answers are never shared.',
        'Keep an emulator running with "tonearm emulator start", or sign in to Spotify.',
      ]
    : [
        'No Redis is named: a command keeps nothing for the next one.',
        'Set TONEARM_REDIS_URL to share what is asked for.',
      ];
}

/** An emulator of a command's own shares nothing, whatever is named. */
export const isRedisNamed = ({ settings }: Runtime): boolean => settings.redisUrl !== undefined;

/** Ends what changes something in Redis where none is in use: nothing would come of it. */
export function requireRedis(runtime: Runtime, consequence: string): void {
  if (runtime.cacheStatistics().shared !== undefined) return;
  const [why, hint] = whyNothingIsKept(isRedisNamed(runtime));
  throw new CommandError('settings', `${why} ${consequence}.`, hint);
}

/** Redis has not answered: that, with the cause if it is known, and the next step. */
export interface Silence {
  /** A sentence without its end. */
  readonly what: string;
  readonly hint: string;
}

/** The next step where neither the cache nor {@link ownHints} know a better one. */
const ownHint = 'Look at TONEARM_REDIS_URL and whether it runs, then try again.';
/** By the kind of trouble: the cache has no words for it, since it does not know how it was set up. */
const ownHints: Readonly<Record<string, string>> = {
  timeout: 'Look whether it runs, and is not busy. If it is far away, give it more time: TONEARM_REDIS_WAIT_MS.',
};

/** Why Redis does not answer, as far as it is known, and what to do about it. */
export function silenceOf(problem: RedisProblem | undefined): Silence {
  if (problem === undefined) return { what: 'Redis does not answer', hint: ownHint };
  const { reason, message, hint } = problem;
  return {
    what: `Redis does not answer: ${message}`,
    hint: hint === undefined ? (ownHints[reason] ?? ownHint) : `Look at TONEARM_REDIS_URL. ${hint}`,
  };
}

/** The error of a command whose Redis does not answer. */
export function redisIsSilent(runtime: Runtime, consequence: string): CommandError {
  const { what, hint } = silenceOf(runtime.cacheStatistics().shared?.problem);
  return new CommandError('redis_unavailable', `${what}. ${consequence}.`, hint);
}
