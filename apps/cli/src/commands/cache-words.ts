import type { CachedExplanation } from '@tonearm/tools/runtime';
import { duration, inReadableTime } from './duration.js';
import { type Silence, whyNothingIsKept } from './redis-trouble.js';

/** What `cache stats` knows. */
interface Statistics {
  readonly redis: { readonly is_up: boolean; readonly is_certain: boolean } | null;
  readonly entries: number | null;
  readonly personal_entries: number | null;
}

/** Says what is kept where; `isNamed` says whether there is a Redis in the settings, `silence` what to say if it does not answer. */
export function describeStatistics(
  { redis, entries, personal_entries }: Statistics,
  isNamed: boolean,
  { what, hint }: Silence,
): string {
  if (redis === null) return whyNothingIsKept(isNamed).join(' ');
  if (entries === null || !redis.is_up) return `${what}. Every command asks Spotify.\n${hint}`;
  return [
    `Redis holds ${entries} ${entries === 1 ? 'answer' : 'answers'}, ${personal_entries} of them for this profile.`,
    redis.is_certain ? 'It tells at once what others change.' : 'What others change is not heard right now.',
  ].join('\n');
}

/** An answer explained, as `cache explain` gives it. */
interface Explained extends Pick<CachedExplanation, 'endpoint' | 'rule' | 'memory'> {
  readonly redis: CachedExplanation['shared'] | null;
}

/** Says why an answer would be given or not; `isNamed` says whether there is a Redis in the settings, `silence` why it could not be asked. */
export function describeExplanation(
  { endpoint, rule, memory, redis }: Explained,
  isNamed: boolean,
  silence?: Silence,
): string {
  const tier = redis ?? memory;
  const age = tier.ageMs === undefined ? '' : `, ${duration(tier.ageMs)} old`;
  return [
    `${endpoint}: ${tier.state}${age}. ${silence === undefined ? inReadableTime(tier.why) : `${silence.what}.\n${silence.hint}`}`,
    `Fresh for ${duration(rule.freshForMs)}, then given while it is refreshed for ${duration(rule.staleForMs)}, and for ${duration(rule.graceMs)} when Spotify can't be asked.`,
    ...(redis === null ? [whyNothingIsKept(isNamed)[0]] : []),
  ].join('\n');
}
