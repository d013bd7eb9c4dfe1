import { createSpotifyEmulator } from '@tonearm/spotify-emulator';
import { createRuntime, readSettings, silentLogger } from '@tonearm/tools/runtime';
import { percentile } from '../statistics.ts';

/** How long an album takes through the whole runtime: when Spotify is asked, who takes his time, and when it is remembered. */
export async function warmAndCold(upstreamMs: number): Promise<{
  readonly coldP50Ms: number;
  readonly coldP99Ms: number;
  readonly warmP50Ms: number;
  readonly warmP99Ms: number;
}> {
  const emulator = createSpotifyEmulator({ profile: 'extended' });
  const slow: typeof globalThis.fetch = async (...request) => {
    await new Promise((resolve) => setTimeout(resolve, upstreamMs));
    return emulator.fetch(...request);
  };
  const runtime = await createRuntime({
    settings: readSettings({}, { backend: 'emulator', appMode: 'extended' }),
    createEmulator: async () => ({ fetch: slow, url: 'https://emulator.tonearm.invalid' }),
    logger: silentLogger,
  });
  const ids = emulator.world.catalogue.albums
    .list()
    .slice(0, 150)
    .map(({ id }) => id);
  // The token and the country are had before.
  await runtime.spotify.me.profile();
  const round = async (): Promise<number[]> => {
    const times: number[] = [];
    for (const id of ids) {
      const startedAt = performance.now();
      await runtime.spotify.albums.get({ id });
      times.push(performance.now() - startedAt);
    }
    return times;
  };
  const cold = await round();
  const warm: number[] = [];
  for (let each = 0; each < 20; each += 1) warm.push(...(await round()));
  await runtime.close();
  const settled = warm.slice(ids.length);
  return {
    coldP50Ms: percentile(cold, 0.5),
    coldP99Ms: percentile(cold, 0.99),
    warmP50Ms: percentile(settled, 0.5),
    warmP99Ms: percentile(settled, 0.99),
  };
}
