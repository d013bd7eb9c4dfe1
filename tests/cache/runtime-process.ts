// A process with a runtime for each person: calls what its parent says, through the cache and Redis.
// node runtime-process.ts <url of the emulator> <url of Redis>   Needs a build.
import { createRuntime, type Runtime, readSettings, silentLogger } from '@tonearm/tools/runtime';

const [url = '', redisUrl = ''] = process.argv.slice(2);
const runtimes = new Map<string, Promise<Runtime>>();

function runtimeOf(user: string): Promise<Runtime> {
  const known = runtimes.get(user);
  if (known !== undefined) return known;
  const settings = readSettings({
    ...{ TONEARM_BACKEND: 'emulator', TONEARM_APP_MODE: 'extended', TONEARM_PROFILE: user },
    ...{ SPOTIFY_API_URL: `${url}/v1`, SPOTIFY_ACCOUNTS_URL: url, TONEARM_REDIS_URL: redisUrl },
  });
  const opened = createRuntime({ settings, logger: silentLogger });
  runtimes.set(user, opened);
  return opened;
}

interface Question {
  readonly id: number;
  readonly user: string;
  /** Left out to hear all that others have changed first. */
  readonly row?: string;
  readonly params?: Readonly<Record<string, unknown>>;
}

async function answer({ user, row, params }: Question): Promise<unknown> {
  const runtime = await runtimeOf(user);
  if (row === undefined) return { isCertain: await runtime.cacheIsCertain(), statistics: runtime.cacheStatistics() };
  try {
    return { value: await runtime.spotify.call(row, params) };
  } catch (error) {
    return { failed: error instanceof Error && 'code' in error ? error.code : String(error) };
  }
}

process.on('message', async (question: Question) => {
  process.send?.({ id: question.id, answer: await answer(question) });
});
process.on('disconnect', () => process.exit());
