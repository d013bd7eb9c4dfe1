import type { AlertRule, RuleGroup } from '@tonearm/metrics/rules';
import { job, ofProcess, runbookUrl, series } from './names.ts';

const day = 86_400;
const mebibyte = 1024 * 1024;

type Told = Omit<AlertRule, 'labels' | 'annotations' | 'keep_firing_for'> & {
  readonly severity: 'page' | 'ticket';
  readonly summary: string;
  readonly description: string;
};

const told: readonly Told[] = [
  {
    alert: 'TonearmDown',
    expr: `up{job="${job}"} == 0 or absent(up{job="${job}"})`,
    for: '1m',
    severity: 'page',
    summary: 'Prometheus cannot scrape {{ or $labels.instance "any Tonearm server" }}.',
    description: 'The server does not run, does not answer, or Prometheus no longer knows where it is.',
  },
  {
    alert: 'TonearmNotReady',
    expr: `${series('health', { check: 'overall' })} == 0`,
    for: '2m',
    severity: 'page',
    summary: '{{ $labels.instance }} says that it cannot work.',
    description:
      'A check without which nothing works has failed for two minutes; /readyz or /livez names it and the reason.',
  },
  {
    alert: 'TonearmCircuitOpen',
    // The longest look back: a circuit that opens, tries once and opens again is one outage and not many.
    expr: `max_over_time(${series('circuitState', { state: 'open' })}[2m]) == 1`,
    for: '1m',
    severity: 'ticket',
    summary: '{{ $labels.instance }} has stopped asking Spotify, which has been failing.',
    description:
      'Calls that the cache cannot answer are refused at once, and tried again one by one, until Spotify recovers.',
  },
  {
    alert: 'TonearmRateLimited',
    expr: `max_over_time(${series('cooldown', { limit: 'rate' })}[5m]) > 0`,
    for: '10m',
    severity: 'ticket',
    summary: 'Spotify has asked {{ $labels.instance }} for pauses again and again for ten minutes.',
    description: 'More is asked of Spotify than it allows: every caller waits. Another program may use the same app.',
  },
  {
    alert: 'TonearmQuotaUsedUp',
    expr: `max by (bucket) (${series('cooldown', { limit: 'quota' })}) > 0`,
    severity: 'ticket',
    summary: 'The quota of "{{ $labels.bucket }}" is used up for {{ $value | humanizeDuration }} more.',
    description: 'Spotify refuses this group of endpoints until then, whatever is done. Others are not touched.',
  },
  {
    alert: 'TonearmCacheHitRatioLow',
    expr: `job:tonearm_cache_hits:ratio_rate30m < 0.5 and on () sum(increase(${series('cacheLookups', { tier: 'memory' })}[30m])) > 100`,
    for: '15m',
    severity: 'ticket',
    summary: 'The cache answers only {{ $value | humanizePercentage }} of the questions.',
    description:
      'Calls are slower and use up the quota faster than they should. The cache may be too small, or is emptied too often.',
  },
  {
    alert: 'TonearmRedisLost',
    expr: `${series('redisUp')} == 0`,
    for: '2m',
    severity: 'ticket',
    summary: '{{ $labels.instance }} has lost the Redis in which it shares its cache.',
    description:
      'Each process keeps answers of its own until it is back: more is asked of Spotify, and pauses are not shared.',
  },
  {
    alert: 'TonearmConsentEnding',
    expr: `${series('consentEnds')} - time() < 14 * ${day}`,
    severity: 'ticket',
    summary: 'The sign-in of {{ $labels.instance }} ends in {{ $value | humanizeDuration }}.',
    description:
      'Spotify ends every consent after six months. After that nothing personal works until somebody signs in again.',
  },
  {
    alert: 'TonearmMemoryHigh',
    expr: `${ofProcess('process_resident_memory_bytes')} > ${512 * mebibyte}`,
    for: '15m',
    severity: 'ticket',
    summary: '{{ $labels.instance }} uses {{ $value | humanize1024 }}B of memory.',
    description: 'More than it has ever needed in tests; it may be growing without end, and be ended by the system.',
  },
];

/** The alerts that are not about an objective. */
export const alerts: RuleGroup = {
  name: 'tonearm-alerts',
  rules: told.map(({ severity, summary, description, ...rule }) => ({
    ...rule,
    labels: { severity },
    annotations: { summary, description, runbook_url: runbookUrl(rule.alert) },
  })),
};
