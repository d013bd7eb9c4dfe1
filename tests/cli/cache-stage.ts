import { createSpotifyEmulator, type SpotifyEmulator } from '@tonearm/spotify-emulator';
import { type Redis as RedisService, startRedis } from '@tonearm/tooling/services';
import { writeTokens } from '@tonearm/tools/runtime';
import { Redis } from 'ioredis';
import { afterEach } from 'vitest';
import { type Finished, newConfigFolder, type Running, startTonearm, tonearm } from './tonearm.js';

const endings: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

/** A Spotify that is an emulator, a sign-in, and a Redis: commands as processes of their own. */
export interface CacheStage {
  readonly redis: RedisService;
  readonly emulator: SpotifyEmulator;
  readonly environment: Readonly<Record<string, string>>;
  run(...words: readonly string[]): Promise<Finished>;
  start(...words: readonly string[]): Running;
  /** How many requests have reached the Web API. */
  requests(): number;
  /** Lets everything in Redis get older, as its clock would. */
  pass(milliseconds: number): Promise<void>;
  /** The keys of what is kept for people. */
  personal(): Promise<readonly string[]>;
  /** Sets something of the Redis while it runs. */
  configure(name: string, value: string): Promise<unknown>;
}

/** Sets the stage; it is cleared when the test is over. */
export async function cacheStage({ hasRedis = true } = {}): Promise<CacheStage> {
  const emulator = createSpotifyEmulator();
  const server = await emulator.listen({ port: 0 });
  const redis = await startRedis();
  const client = new Redis(redis.url);
  endings.push(
    () => server.close(),
    () => redis.stop(),
    () => client.disconnect(),
  );
  const environment = {
    XDG_CONFIG_HOME: newConfigFolder(),
    SPOTIFY_CLIENT_ID: 'tonearm-emulator',
    SPOTIFY_API_URL: `${server.url}/v1`,
    SPOTIFY_ACCOUNTS_URL: server.url,
    ...(hasRedis && { TONEARM_REDIS_URL: redis.url }),
    // However busy the machine is: what is tested here is not how long a command waits.
    TONEARM_REDIS_WAIT_MS: '20000',
  };
  const { access_token, refresh_token } = emulator.grant({ user: 'listener' });
  const expiresAt = Date.now() + 3_600_000;
  const tokens = { accessToken: access_token, refreshToken: refresh_token, expiresAt, scopes: [], authorizedAt: 1 };
  await writeTokens('default', tokens, environment);
  return {
    redis,
    emulator,
    environment,
    run: (...words) => tonearm(words, { environment }),
    start: (...words) => startTonearm(words, { environment, input: '' }),
    requests: () => emulator.journal.entries().filter(({ path }) => path.startsWith('/v1/')).length,
    async pass(milliseconds) {
      for (const key of await client.keys('*:entry:*'))
        await client.pexpire(key, (await client.pttl(key)) - milliseconds);
    },
    personal: async () => (await client.keys('*')).filter((key) => key.includes(':entry:user:')),
    configure: (name, value) => client.config('SET', name, value),
  };
}
