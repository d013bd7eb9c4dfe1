import type { Runtime } from '@tonearm/tools/runtime';
import { CommandError } from '../errors.js';

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

/** The error of a command whose Redis does not answer. */
export function redisIsSilent(runtime: Runtime, consequence: string): CommandError {
  const { message, hint = 'Then try again.' } = runtime.cacheStatistics().shared?.problem ?? {};
  const why = message === undefined ? 'Redis does not answer' : `Redis does not answer: ${message}`;
  return new CommandError('redis_unavailable', `${why}. ${consequence}.`, `Look at TONEARM_REDIS_URL. ${hint}`);
}
