// A process with one cache and a runtime for each person: calls what its parent says, at the time that its parent says.
// node runtime-process.ts <url of the emulator> <url of Redis> <namespace> [<milliseconds that Redis may take>]   Needs a build.
import { type Cache, createCache } from '@tonearm/cache';
import { redisDefaults, redisStore } from '@tonearm/cache/redis';
import { createRuntime, type Runtime, readSettings, silentLogger } from '@tonearm/tools/runtime';
import { Redis } from 'ioredis';
import { hurriedClock } from './hurried-clock.ts';

/** What a process is asked. */
export interface Question {
  readonly id: number;
  /** What its clock that never runs backwards says, and how far its wall clock is off. */
  readonly clockMs: number;
  readonly wallSkewMs: number;
  /** Whether to hear first of all that others have changed. */
  readonly hearsFirst?: boolean;
  /** A call of this person; left out to have everything written that is to be, and the statistics. */
  readonly user?: string;
  readonly row?: string;
  readonly params?: Readonly<Record<string, unknown>>;
}

/** What a process answers. */
export interface Answer {
  /** What was read, as JSON: whoever compares it needs no more. */
  readonly text?: string;
  readonly failed?: string;
  readonly isHeard?: boolean;
  /** How many of its invalidations Redis has not been told yet. */
  readonly pending?: number;
  readonly statistics?: ReturnType<Cache['statistics']>;
}

const [url = '', redisUrl = '', namespace = '', timeoutMs = '1000'] = process.argv.slice(2);
let [clockMs, wallSkewMs] = [0, 0];
const { now: wallNow } = Date;
Date.now = () => wallNow() + wallSkewMs;
const store = redisStore({ client: new Redis(redisUrl, redisDefaults), namespace });
const cache = createCache({ now: () => clockMs, shared: { store, timeoutMs: Number(timeoutMs) } });
const runtimes = new Map<string, Promise<Runtime>>();

function runtimeOf(user: string): Promise<Runtime> {
  const known = runtimes.get(user);
  if (known !== undefined) return known;
  const settings = readSettings({
    ...{ TONEARM_BACKEND: 'emulator', TONEARM_APP_MODE: 'extended', TONEARM_PROFILE: user },
    ...{ SPOTIFY_API_URL: `${url}/v1`, SPOTIFY_ACCOUNTS_URL: url },
  });
  const opened = createRuntime({ settings, logger: silentLogger, cache, clock: hurriedClock(() => clockMs) });
  runtimes.set(user, opened);
  return opened;
}

async function answer({ user, row = '', params, hearsFirst }: Question): Promise<Answer> {
  const isHeard = hearsFirst !== true || (await cache.catchUp());
  if (user === undefined) {
    await cache.idle();
    return { isHeard, statistics: cache.statistics() };
  }
  try {
    return { isHeard, text: JSON.stringify(await (await runtimeOf(user)).spotify.call(row, params)) ?? 'null' };
  } catch (error) {
    return { isHeard, failed: error instanceof Error && 'code' in error ? String(error.code) : String(error) };
  }
}

process.on('message', async (question: Question) => {
  ({ clockMs, wallSkewMs } = question);
  const answered = await answer(question);
  process.send?.({ id: question.id, answer: { ...answered, pending: cache.statistics().shared?.pending ?? 0 } });
});
process.on('disconnect', () => process.exit());
