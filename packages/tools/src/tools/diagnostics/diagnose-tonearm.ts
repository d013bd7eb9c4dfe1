import { z } from 'zod';
import { detail } from '../../details.js';
import type { Diagnosis } from '../../diagnosis.js';
import { ToolError } from '../../errors.js';
import { given } from '../../inputs.js';
import { lines } from '../../text.js';
import { defineTool, type Tool } from '../../tool.js';
import { cacheFigures, cacheLines, cacheOutput } from './cache-figures.js';

const dayMs = 86_400_000;

/** Says how the server is that answers. */
export const diagnoseTonearm: Tool = defineTool({
  name: 'diagnose_tonearm',
  title: 'Diagnose Tonearm',
  description:
    'Says how Tonearm itself is: health, sign-in and days until it ends, app mode, rate budget, pauses that Spotify has asked for, circuit, cache, version; with detail full the statistics of the cache by endpoint. ' +
    'Asks Spotify for nothing. For when calls fail or are slow.',
  toolset: 'diagnostics',
  effect: 'read',
  input: () => z.strictObject({ detail }),
  output: () =>
    z.object({
      status: z.enum(['healthy', 'degraded', 'unhealthy']),
      reasons: z.array(z.string()),
      version: z.string(),
      backend: z.enum(['emulator', 'spotify']),
      up_seconds: z.int(),
      app_mode: z.enum(['development', 'extended', 'not known yet']),
      consent_days: z.int().optional(),
      requests_per_second: z.number(),
      tokens_left: z.int().optional(),
      calls_under_way: z.int(),
      calls_waiting: z.int(),
      circuit: z.enum(['closed', 'open', 'half-open']),
      pauses: z.array(z.object({ bucket: z.string(), seconds: z.int() })),
      cache_entries: z.int(),
      cache_bytes: z.int(),
      cache_hit_ratio: z.number(),
      redis: z.enum(['up', 'down']).optional(),
      cache: cacheOutput.optional(),
    }),
  scopes: [],

  async run(input, context) {
    if (context.diagnose === undefined) {
      throw new ToolError(
        'not_available',
        'Nothing is known here of the program that carries out the tools.',
        'Ask the MCP server of Tonearm.',
      );
    }
    const diagnosis = await context.diagnose();
    const figures = inFigures(diagnosis);
    return input.detail === 'full' ? { ...figures, cache: cacheFigures(diagnosis.cache.statistics) } : figures;
  },

  text: (output) =>
    lines(
      `Tonearm ${output.version} on ${output.backend === 'spotify' ? 'Spotify' : 'the emulator'}: ${output.status}`,
      output.reasons,
      output.consent_days === undefined ? undefined : `sign in again within ${output.consent_days} days`,
      `app mode: ${output.app_mode}`,
      `pace: ${output.requests_per_second} requests a second${output.tokens_left === undefined ? '' : `, ${output.tokens_left} may begin now`}; ${output.calls_under_way} under way, ${output.calls_waiting} waiting`,
      output.circuit === 'closed' ? undefined : `circuit: ${output.circuit}`,
      output.pauses.map(({ bucket, seconds }) => `pause for ${bucket}: ${seconds} s more`),
      `cache: ${output.cache_entries} answers, ${Math.ceil(output.cache_bytes / 1024)} KiB, ${Math.round(output.cache_hit_ratio * 100)} % of the questions answered`,
      output.redis === undefined ? undefined : `Redis: ${output.redis}`,
      output.cache === undefined ? undefined : cacheLines(output.cache),
    ),
});

function inFigures({ pace, calls, cache, cooldowns, ...about }: Diagnosis) {
  const { status, version, backend, circuit } = about;
  return {
    ...{ status, version, backend, circuit },
    reasons: [...about.reasons],
    up_seconds: Math.round(about.upForMs / 1000),
    app_mode: about.appMode ?? ('not known yet' as const),
    ...given({
      consent_days: about.consentLeftMs === undefined ? undefined : Math.floor(about.consentLeftMs / dayMs),
      tokens_left: pace.tokensLeft,
      redis: cache.redisIsUp === undefined ? undefined : cache.redisIsUp ? ('up' as const) : ('down' as const),
    }),
    requests_per_second: pace.perSecond,
    calls_under_way: calls.underWay,
    calls_waiting: calls.waiting,
    pauses: cooldowns.map(({ bucket, leftMs }) => ({ bucket, seconds: Math.ceil(leftMs / 1000) })),
    cache_entries: cache.entries,
    cache_bytes: Math.round(cache.bytes),
    cache_hit_ratio: Math.round(cache.hitRatio * 1000) / 1000,
  };
}
