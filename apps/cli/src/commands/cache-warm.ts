import type { Runtime, RuntimeWarmReport, WarmName } from '@tonearm/tools/runtime';
import { aborted } from '../aborted.js';
import type { Context } from '../context.js';
import { CommandError, usageError } from '../errors.js';
import { formatJson } from '../output/json.js';
import { didYouMean } from '../suggest.js';
import { type RedisProblem, redisIsSilent, requireRedis, silenceOf } from './redis-trouble.js';

/** Reads what is to be warmed; everything unless said. */
export async function readWarmNames(what: readonly string[]): Promise<readonly WarmName[]> {
  const { warmNames } = await import('@tonearm/tools/runtime');
  const isWarmName = (word: string): word is WarmName => (warmNames as readonly string[]).includes(word);
  const unknown = what.find((word) => !isWarmName(word));
  if (unknown !== undefined) {
    throw usageError(
      `There is no "${unknown}" to be warmed.`,
      didYouMean(unknown, warmNames, `Known: ${warmNames.join(', ')}.`),
    );
  }
  return what.length === 0 ? warmNames : what.filter(isWarmName);
}

/** Loads for the commands and servers that come after this one, says what came of it, and fails if they have nothing of it. */
export async function warm(runtime: Runtime, names: readonly WarmName[], context: Context): Promise<void> {
  requireRedis(runtime, 'Nothing was loaded');
  // What nobody would have afterwards is not worth a request.
  const { signal, streams, flags } = context;
  const answers = await Promise.race([redisAnswers(runtime), aborted(signal)]);
  signal.throwIfAborted();
  if (answers !== true) throw redisIsSilent(runtime, 'Nothing was loaded');
  const report = forOthers(await runtime.warm(names, { signal }));
  const { stored, present, failed, notStored, skipped, redisProblem } = report;
  const output = { stored, present, failed, not_stored: notStored, skipped };
  streams.out.write(`${flags().json ? formatJson(output, streams.out) : describe(report)}\n`);
  // What was loaded up to then is said all the same.
  signal.throwIfAborted();
  // Redis may also have refused what may be from before a change that has just been made: that is as it should be.
  if (redisProblem !== undefined) throw notTaken(redisProblem);
  if (failed.length > 0) {
    throw new CommandError(
      'warming_failed',
      'Some of it could not be loaded.',
      'Try again; with TONEARM_LOG_LEVEL=debug it says more.',
    );
  }
}

/** Whoever hears what others change is connected; else it takes a question to find out. */
async function redisAnswers(runtime: Runtime): Promise<boolean> {
  return runtime.cacheStatistics().shared?.isCertain === true || (await runtime.countShared()) !== undefined;
}

/** The memory of a command ends with it: kept is only what Redis has. */
function forOthers(report: RuntimeWarmReport): RuntimeWarmReport {
  const { stored, notStored, notShared } = report;
  return {
    ...report,
    stored: stored.filter((row) => !notShared.includes(row)),
    notStored: [...notStored, ...notShared],
  };
}

function describe({ stored, present, failed, notStored, skipped }: RuntimeWarmReport): string {
  const lines = [
    ['Loaded', stored],
    ['There already', present],
    ['Loaded but not kept', notStored],
    ['Not loaded', skipped],
    ['Failed', failed.map(({ row, outcome }) => `${row} (${outcome})`)],
  ] as const;
  return lines
    .filter(([, rows]) => rows.length > 0)
    .map(([words, rows]) => `${words}: ${rows.join(', ')}`)
    .join('\n');
}

function notTaken(problem: RedisProblem): CommandError {
  const { message, hint = silenceOf(problem).hint } = problem;
  return new CommandError('redis_unavailable', `Redis did not take all that was loaded: ${message}.`, hint);
}
