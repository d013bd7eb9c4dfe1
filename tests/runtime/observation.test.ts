import { createSpotifyEmulator } from '@tonearm/spotify-emulator';
import { createLogger, createRuntime, type Logger, readSettings } from '@tonearm/tools/runtime';
import { describe, expect, test, vi } from 'vitest';
import { type Stage, stage } from './stage.js';

const album = ({ emulator }: Stage, index = 0): { id: string } => {
  const { id } = emulator.world.catalogue.albums.list()[index] ?? expect.unreachable();
  return { id };
};

/** Meets everything that can happen: hits, misses, retries, a short pause, a quota, an open circuit. */
async function liveThrough(set: Stage): Promise<void> {
  const { spotify } = set.runtime;
  const remove = set.emulator.faults.add({ status: 503, times: 1 });
  await set.during(spotify.albums.get(album(set)));
  remove();
  await set.during(spotify.albums.get(album(set)));
  await set.during(spotify.playlists.create({ name: 'Counted' }));
  set.emulator.faults.add({ path: '/artists/{id}', status: 429, reason: 'QUOTA_EXCEEDED', retryAfterSeconds: 5000 });
  await set.during(spotify.artists.get({ id: '0'.repeat(22) }));
  set.emulator.faults.add({ status: 429, retryAfterSeconds: 25, path: '/me' });
  await set.during(spotify.me.profile());
  set.emulator.faults.clear();
  set.runtime.recordOperation({
    method: 'tools/call',
    tool: 'get_album',
    transport: 'pipe',
    protocolVersion: '2025-11-25',
    seconds: 0.1,
  });
}

async function scrape(set: Stage): Promise<string> {
  return (await set.runtime.metrics.text()).body;
}

/** The value of the first series of a name with these labels. */
function value(text: string, series: string): number {
  const line = text.split('\n').find((each) => each.startsWith(series));
  return Number(line?.split(' ').at(-1));
}

describe('metrics', () => {
  test('tell calls from requests, and outcomes from each other', async () => {
    const set = await stage();
    await liveThrough(set);
    const text = await scrape(set);
    expect(value(text, 'tonearm_spotify_calls_total{endpoint="albums.get",outcome="ok"}')).toBe(2);
    expect(value(text, 'tonearm_spotify_requests_total{endpoint="albums.get",status_class="2xx",outcome="ok"}')).toBe(
      1,
    );
    expect(
      value(text, 'tonearm_spotify_requests_total{endpoint="albums.get",status_class="5xx",outcome="server_error"}'),
    ).toBe(1);
    expect(value(text, 'tonearm_spotify_retries_total{bucket="album"}')).toBe(1);
    expect(value(text, 'tonearm_spotify_calls_total{endpoint="artists.get",outcome="quota_exceeded"}')).toBe(1);
    expect(value(text, 'tonearm_cache_lookups_total{endpoint="albums.get",tier="memory",outcome="hit"}')).toBe(1);
    expect(value(text, 'tonearm_cache_entries')).toBe(1);
    expect(value(text, 'tonearm_spotify_cooldown_seconds{limit="quota",bucket="artist"}')).toBeGreaterThan(4900);
    expect(value(text, 'tonearm_spotify_cooldown_seconds{limit="rate",bucket=""}')).toBeGreaterThan(0);
    expect(value(text, 'tonearm_build_info{version="1.2.3",backend="emulator"}')).toBe(1);
    expect(value(text, 'tonearm_circuit_state{state="closed"}')).toBe(1);
    expect(value(text, 'tonearm_spotify_call_attempts_bucket{le="0"}')).toBe(1);
    expect(value(text, 'tonearm_spotify_call_duration_seconds_count{answered_by="cache"}')).toBe(1);
    expect(value(text, 'tonearm_token_requests_total{outcome="ok"}')).toBe(1);
    expect(value(text, 'tonearm_health{check="cooldown"}')).toBe(0.5);
  });

  test('tell that the circuit is open', async () => {
    const set = await stage();
    set.emulator.faults.add({ status: 503 });
    for (const index of [0, 1]) await set.during(set.runtime.spotify.albums.get(album(set, index)));
    const text = await scrape(set);
    expect(value(text, 'tonearm_circuit_state{state="open"}')).toBe(1);
    expect(value(text, 'tonearm_circuit_state{state="closed"}')).toBe(0);
    expect(value(text, 'tonearm_health{check="overall"}')).toBe(0);
    expect(value(text, 'tonearm_policy_events_total{policy="circuit-breaker",event="open"}')).toBe(1);
  });

  test('hold no number of names that grows without end', async () => {
    const set = await stage();
    for (let index = 0; index < 200; index += 1) {
      set.runtime.recordOperation({ method: 'tools/call', tool: `made_up_${index}`, transport: 'tcp', seconds: 1 });
    }
    const text = await scrape(set);
    expect(text).toContain('gen_ai_tool_name="other"');
    expect(text).not.toContain('made_up_199');
  });
});

describe('logs', () => {
  async function logged(
    work: (logger: Logger) => Promise<void>,
    logFormat: 'json' | 'pretty' = 'json',
  ): Promise<string> {
    const lines: string[] = [];
    await work(await createLogger({ logLevel: 'trace', logFormat }, (line) => lines.push(line)));
    return lines.join('');
  }

  test.each(['json', 'pretty'] as const)('hold no secret at the loudest level (%s)', async (format) => {
    const secrets = new Set<string>();
    const emulator = createSpotifyEmulator();
    // Every token that is sent is a secret; the emulator's own clock stands still here, the runtime's does not.
    const fetch: typeof emulator.fetch = async (input, init) => {
      const headers = new Headers(input instanceof Request ? input.headers : init?.headers);
      const [, credentials] = headers.get('authorization')?.split(' ') ?? [];
      if (credentials !== undefined) secrets.add(credentials);
      return emulator.fetch(input, init);
    };
    const text = await logged(async (logger) => {
      const set = await stage({ logger, emulator: { ...emulator, fetch } });
      await liveThrough(set);
      await set.pass(4_000_000);
      await set.during(set.runtime.spotify.me.profile());
      const { access_token, refresh_token } = emulator.grant();
      secrets.add(access_token).add(refresh_token);
      logger.info({ access_token, nested: { refreshToken: refresh_token } }, 'fields');
      logger.info({ deeper: { nested: { authorization: `Bearer ${access_token}` } } }, `Bearer ${access_token}`);
      logger.info({ url: `https://x/api/token?refresh_token=${refresh_token}&x=1` }, 'url');
      const error = Object.assign(new Error(`upstream said ${access_token}`), { code: 'network' });
      logger.error({ error: new Error('outer', { cause: error }) }, 'failed');
    }, format);
    expect(text).toContain('albums.get');
    expect(text.length).toBeGreaterThan(500);
    expect(secrets.size).toBeGreaterThan(3);
    for (const secret of secrets) expect(text).not.toContain(secret.slice(0, 12));
  });

  test('go to stderr and never to stdout', async () => {
    const out = vi.spyOn(process.stdout, 'write');
    const err = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const logger = await createLogger({ logLevel: 'debug', logFormat: 'json' });
    logger.warn({ event: 'x' }, 'said');
    expect(err).toHaveBeenCalledWith(expect.stringContaining('"msg":"said"'));
    expect(out).not.toHaveBeenCalled();
    vi.restoreAllMocks();
  });
});

describe('the runtime', () => {
  test('says whom it talks to', async () => {
    const set = await stage();
    expect(set.runtime.backend).toEqual({ kind: 'emulator', description: 'the emulator in this process' });
  });

  test.each([
    [{ SPOTIFY_API_URL: 'http://127.0.0.1:1/v1' }, 'SPOTIFY_ACCOUNTS_URL'],
    [{}, 'SPOTIFY_API_URL'],
  ])('is not made when %j cannot work, and the error names %s', async (env, variable) => {
    const failure = createRuntime({ settings: readSettings(env) });
    await expect(failure).rejects.toMatchObject({ code: 'settings', variable });
  });

  test('is not well when the emulator that it was given is not there', async () => {
    const settings = readSettings({
      SPOTIFY_API_URL: 'http://127.0.0.1:1/v1',
      SPOTIFY_ACCOUNTS_URL: 'http://127.0.0.1:1',
      TONEARM_LOG_LEVEL: 'silent',
    });
    const runtime = await createRuntime({ settings, fetch: () => Promise.reject(new TypeError('fetch failed')) });
    await expect(runtime.spotify.player.next()).rejects.toMatchObject({ code: 'network' });
    expect((await runtime.health()).status).toBe('unhealthy');
    expect(runtime.backend.description).toBe('the emulator at http://127.0.0.1:1');
    await runtime.close();
  });
});
