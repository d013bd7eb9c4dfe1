import type { Runtime } from '@tonearm/tools/runtime';
import type { Command } from 'commander';
import { aborted } from '../aborted.js';
import type { Context } from '../context.js';
import { usageError } from '../errors.js';
import { addNoun } from '../noun.js';
import { formatJson } from '../output/json.js';
import { didYouMean } from '../suggest.js';
import { readParameters } from './api-parameters.js';
import { readWarmNames, warm } from './cache-warm.js';
import { describeExplanation, describeStatistics } from './cache-words.js';
import { isRedisNamed, type RedisProblem, redisIsSilent, requireRedis, silenceOf } from './redis-trouble.js';

/** `tonearm cache <verb>`: what is kept, why, and letting go of it. */
export function addCache(program: Command, context: Context): void {
  const noun = addNoun(program, 'cache').description(
    'What is kept of answers, here and in Redis. Without TONEARM_REDIS_URL a command keeps nothing for the next one.',
  );
  noun
    .command('stats')
    .summary('Show what is kept, and whether Redis answers')
    .description(
      "Shows what Redis holds for all and for this profile. A server shows its own figures at '/cache/stats'.",
    )
    .action(() => stats(context));
  noun
    .command('explain')
    .summary('Say why an answer is fresh, old or absent')
    .description('Says what is kept of the answer to an endpoint, and why it would be given or not. Sends nothing.')
    .argument('<endpoint...>', "an endpoint as in `tonearm api --list`, and Spotify's own parameters as there")
    .allowUnknownOption()
    .action(([endpoint = '', ...words]: readonly string[]) => explain(endpoint, words, context));
  noun
    .command('clear')
    .summary('Let go of everything, for all who share it')
    .description(
      'Makes everything that is kept void, for everybody who shares this Redis: it costs requests, and nothing else.',
    )
    .action(() => clear(context));
  noun
    .command('forget')
    .summary('Let go of what is kept for this profile')
    .description(
      'Removes the personal answers of this profile, and looks again whether they are gone. It stays signed in.',
    )
    .action(() => forget(context));
  noun
    .command('warm')
    .summary('Load what will be asked for')
    .description(
      'Loads what people ask for first and keeps it in Redis, so that the next commands and servers need not.',
    )
    .argument('[what...]', 'profile, playlists, saved_tracks, devices, top; all unless said')
    .action(async (what: readonly string[]) => {
      const names = await readWarmNames(what);
      await warm(await connected(context), names, context);
    });
}

async function stats(context: Context): Promise<void> {
  const runtime = await connected(context);
  const shared = await runtime.countShared();
  const { shared: line } = runtime.cacheStatistics();
  const output = {
    redis:
      line === undefined
        ? null
        : { is_up: line.isUp, is_certain: line.isCertain, ...(line.problem && { problem: inOneLine(line.problem) }) },
    entries: shared?.entries ?? null,
    personal_entries: shared?.personal ?? null,
  };
  print(context, output, describeStatistics(output, isRedisNamed(runtime), silenceOf(line?.problem)));
}

async function explain(name: string, words: readonly string[], context: Context): Promise<void> {
  const { listEndpoints } = await import('@tonearm/spotify-client');
  const names = listEndpoints().map((row) => row.name);
  const endpoint = listEndpoints().find((row) => row.name === name);
  if (endpoint === undefined) {
    throw usageError(`There is no endpoint "${name}".`, didYouMean(name, names, 'Look at: tonearm api --list'));
  }
  const runtime = await connected(context);
  const { memory, shared, rule, key } = await runtime.explainCached(name, readParameters(words, endpoint));
  const { problem } = runtime.cacheStatistics().shared ?? {};
  const silence = shared?.state === 'unreachable' ? silenceOf(problem) : undefined;
  const redis = shared && { ...shared, ...(silence && problem && { problem: inOneLine(problem) }) };
  const output = { endpoint: name, key, rule, memory, redis: redis ?? null };
  print(context, output, describeExplanation(output, isRedisNamed(runtime), silence));
}

async function clear(context: Context): Promise<void> {
  const runtime = await connected(context);
  requireRedis(runtime, 'Nothing was cleared');
  const { isComplete } = await runtime.clearCache();
  if (!isComplete) throw redisIsSilent(runtime, 'Nothing was cleared there');
  print(context, { cleared: true }, 'Everything that was kept is void.');
}

async function forget(context: Context): Promise<void> {
  const runtime = await connected(context);
  requireRedis(runtime, 'Nothing was forgotten');
  const { sharedEntries, isComplete } = await runtime.forgetAccount();
  if (!isComplete) throw redisIsSilent(runtime, 'What is kept there for this profile stays for up to a day');
  print(
    context,
    { forgotten: sharedEntries },
    `Forgot ${sharedEntries} ${sharedEntries === 1 ? 'answer' : 'answers'}.`,
  );
}

const inOneLine = (problem: RedisProblem): string => `${problem.message}. ${silenceOf(problem).hint}`;

/** Redis may take a moment to be there; nobody who leaves waits for it. */
async function connected(context: Context): Promise<Runtime> {
  const runtime = await context.runtime();
  await Promise.race([runtime.cacheIsCertain(), aborted(context.signal)]);
  context.signal.throwIfAborted();
  return runtime;
}

function print({ flags, streams: { out } }: Context, output: object, words: string): void {
  out.write(`${flags().json ? formatJson(output, out) : words}\n`);
}
