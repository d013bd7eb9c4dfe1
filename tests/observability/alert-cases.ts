/** Series as promtool writes them, one value each step: `0+10x60` begins at 0 and grows by 10 sixty times. */
export type Series = Readonly<Record<string, string>>;

/** A state of things in which an alert fires, or does not. */
export interface AlertCase {
  readonly alert: string;
  readonly when: string;
  readonly fires: boolean;
  /** After how many steps of time to look. */
  readonly after: number;
  /** A minute; ten where a day has to pass. */
  readonly stepMinutes: 1 | 10;
  readonly series: Series;
}

const server = 'instance="a", job="tonearm"';
const day = 86_400;

function operations(errorType: string, values: string, part = 'count', le = ''): Series {
  const bucket = le === '' ? '' : `, le="${le}"`;
  return {
    [`mcp_server_operation_duration_seconds_${part}{mcp_method_name="tools/call", error_type="${errorType}", ${server}${bucket}}`]:
      values,
  };
}

/** So many of a hundred calls in each step fail. */
const failing = (ofHundred: number, errorType = 'server_error', steps = 150): Series => ({
  ...operations('', `0+${100 - ofHundred}x${steps}`),
  ...operations(errorType, `0+${ofHundred}x${steps}`),
});

/** So many of a hundred calls in each step take longer than a second. */
const slow = (ofHundred: number, steps = 150): Series => ({
  ...operations('', `0+100x${steps}`),
  ...operations('', `0+${100 - ofHundred}x${steps}`, 'bucket', '1'),
});

const lookups = (hits: number, misses: number): Series => ({
  [`tonearm_cache_lookups_total{tier="memory", outcome="hit", endpoint="albums.get", ${server}}`]: `0+${hits}x90`,
  [`tonearm_cache_lookups_total{tier="memory", outcome="miss", endpoint="albums.get", ${server}}`]: `0+${misses}x90`,
});

const of = (name: string, labels: string, values: string): Series => ({ [`${name}{${labels}${server}}`]: values });

/** Everything that is known of when alerts fire. */
export const alertCases: readonly AlertCase[] = [
  fires('TonearmDown', 'a server cannot be scraped', 3, of('up', '', '0x10')),
  fires('TonearmDown', 'Prometheus knows of no server at all', 3, of('other', '', '1x10')),
  silent('TonearmDown', 'the server is up', 3, of('up', '', '1x10')),
  silent('TonearmDown', 'one scrape failed', 3, of('up', '', '1 1 0 1x10')),

  fires(
    'TonearmNotReady',
    'a check that all depends on has failed for minutes',
    4,
    of('tonearm_health', 'check="overall", ', '0x10'),
  ),
  silent('TonearmNotReady', 'the server is degraded', 4, of('tonearm_health', 'check="overall", ', '0.5x10')),
  silent(
    'TonearmNotReady',
    'one check failed that not all depends on',
    4,
    of('tonearm_health', 'check="quota", ', '0x10'),
  ),

  fires(
    'TonearmCircuitOpen',
    'the circuit opens again after every try',
    6,
    of('tonearm_circuit_state', 'state="open", ', '0 1 0 1 0 1 0 1 0 1'),
  ),
  silent(
    'TonearmCircuitOpen',
    'the circuit has been closed again for a while',
    8,
    of('tonearm_circuit_state', 'state="open", ', '0 1 0x10'),
  ),
  silent('TonearmCircuitOpen', 'the circuit is closed', 6, {
    ...of('tonearm_circuit_state', 'state="open", ', '0x10'),
    ...of('tonearm_circuit_state', 'state="closed", ', '1x10'),
  }),

  fires(
    'TonearmRateLimited',
    'pauses follow each other',
    18,
    of('tonearm_spotify_cooldown_seconds', 'limit="rate", bucket="", ', '5 0 0x1 7 0 0 3 0 0 0 5 0 0 9 0 0 2 0 0'),
  ),
  silent(
    'TonearmRateLimited',
    'there was one pause',
    18,
    of('tonearm_spotify_cooldown_seconds', 'limit="rate", bucket="", ', '5 0x20'),
  ),
  silent(
    'TonearmRateLimited',
    'only a quota is used up',
    18,
    of('tonearm_spotify_cooldown_seconds', 'limit="quota", bucket="album", ', '5000x20'),
  ),

  fires(
    'TonearmQuotaUsedUp',
    'a quota is used up',
    1,
    of('tonearm_spotify_cooldown_seconds', 'limit="quota", bucket="album", ', '5000-60x20'),
  ),
  silent(
    'TonearmQuotaUsedUp',
    'there is a short pause',
    1,
    of('tonearm_spotify_cooldown_seconds', 'limit="rate", bucket="", ', '5x20'),
  ),

  fires('TonearmCacheHitRatioLow', 'three of four questions miss', 60, lookups(5, 15)),
  silent('TonearmCacheHitRatioLow', 'three of four questions hit', 60, lookups(15, 5)),
  silent('TonearmCacheHitRatioLow', 'hardly anybody asks', 60, lookups(0, 1)),

  fires('TonearmRedisLost', 'Redis has been away for minutes', 5, of('tonearm_redis_up', '', '1 0x10')),
  silent('TonearmRedisLost', 'Redis was away for a moment', 5, of('tonearm_redis_up', '', '1 0 1x10')),
  silent('TonearmRedisLost', 'no Redis is used', 5, of('up', '', '1x10')),

  fires(
    'TonearmConsentEnding',
    'the consent ends in ten days',
    1,
    of('tonearm_consent_ends_timestamp_seconds', '', `${10 * day}x10`),
  ),
  silent(
    'TonearmConsentEnding',
    'the consent ends in a hundred days',
    1,
    of('tonearm_consent_ends_timestamp_seconds', '', `${100 * day}x10`),
  ),

  fires(
    'TonearmMemoryHigh',
    'the memory is much for long',
    20,
    of('process_resident_memory_bytes', '', '600000000x30'),
  ),
  silent(
    'TonearmMemoryHigh',
    'the memory is what it usually is',
    20,
    of('process_resident_memory_bytes', '', '100000000x30'),
  ),
  silent(
    'TonearmMemoryHigh',
    'the memory was much for a moment',
    20,
    of('process_resident_memory_bytes', '', '100000000x10 600000000x5 100000000x10'),
  ),

  fires('TonearmAvailabilityBudgetBurnFast', 'a fifth of the calls fail', 70, failing(20, 'server_error', 90)),
  fires('TonearmAvailabilityBudgetBurnFast', 'a tenth of the calls fail for long', 100, failing(10, 'timeout', 110)),
  silent('TonearmAvailabilityBudgetBurnFast', 'three of a hundred calls fail', 100, failing(3, 'server_error', 110)),
  silent('TonearmAvailabilityBudgetBurnFast', 'callers ask wrongly', 70, failing(50, 'invalid_arguments', 90)),
  silent(
    'TonearmAvailabilityBudgetBurnFast',
    'a quota is used up, which has an alert of its own',
    70,
    failing(50, 'quota_exceeded', 90),
  ),
  silent('TonearmAvailabilityBudgetBurnFast', 'one of three calls failed', 70, {
    ...operations('', '0x30 2x60'),
    ...operations('network', '0x30 1x60'),
  }),

  firesOfDay('TonearmAvailabilityBudgetBurnSlow', 'four of a hundred calls fail for a day', failing(4)),
  silentOfDay('TonearmAvailabilityBudgetBurnSlow', 'five of a thousand calls fail', failing(0.5)),

  fires('TonearmLatencyBudgetBurnFast', 'nine of ten calls are slow', 70, slow(90, 90)),
  silent('TonearmLatencyBudgetBurnFast', 'a tenth of the calls is slow', 70, slow(10, 90)),

  firesOfDay('TonearmLatencyBudgetBurnSlow', 'a fifth of the calls is slow for a day', slow(20)),
  silentOfDay('TonearmLatencyBudgetBurnSlow', 'one of fifty calls is slow', slow(2)),
];

function fires(alert: string, when: string, after: number, series: Series): AlertCase {
  return { alert, when, fires: true, after, stepMinutes: 1, series };
}

function silent(alert: string, when: string, after: number, series: Series): AlertCase {
  return { alert, when, fires: false, after, stepMinutes: 1, series };
}

function firesOfDay(alert: string, when: string, series: Series): AlertCase {
  return { alert, when, fires: true, after: 145, stepMinutes: 10, series };
}

function silentOfDay(alert: string, when: string, series: Series): AlertCase {
  return { alert, when, fires: false, after: 145, stepMinutes: 10, series };
}
