import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { createSpotifyEmulator, type Scale } from '@tonearm/spotify-emulator';
import type { TrackIdsWanted } from './track-ids.ts';

const tracksEach = 5000;
/** A new world is asked for so many before, which do not count: meanwhile what its making left behind is collected. */
const tracksBefore = 2000;
/** The first rounds only warm the process. */
const warmUps = 2;

/** Ids from all over a world, read off another one like it, so that nothing is made in the one that is measured. */
async function idsOf(seed: number, scale: Scale): Promise<readonly string[]> {
  const workerData: TrackIdsWanted = { seed, scale, count: tracksBefore + tracksEach };
  const worker = new Worker(new URL('./track-ids.ts', import.meta.url), { workerData });
  const ended = once(worker, 'exit');
  const [ids] = (await once(worker, 'message')) as [readonly string[]];
  await ended;
  return ids;
}

/** The processor time, in microseconds, that a track takes which a new world is asked for the first time; without a network. */
async function firstAsk(seed: number, scale: Scale): Promise<number> {
  const ids = await idsOf(seed, scale);
  const emulator = createSpotifyEmulator({ seed, scale });
  const { access_token } = emulator.grant({ user: 'listener' });
  const headers = { authorization: `Bearer ${access_token}` };
  const askFor = async (some: readonly string[]): Promise<void> => {
    for (const id of some) {
      const answer = await emulator.fetch(`https://api.spotify.com/v1/tracks/${id}`, { headers });
      if (!answer.ok) throw new Error(`The track ${id} was answered with ${answer.status}`);
      await answer.text();
    }
  };
  await askFor(ids.slice(0, tracksBefore));
  const before = process.cpuUsage();
  await askFor(ids.slice(tracksBefore));
  const { user, system } = process.cpuUsage(before);
  return (user + system) / tracksEach;
}

/**
 * How much a first ask costs in a large world for what it costs in a small one, by the sums over pairs of worlds, in turn first. Garbage
 * is collected two or three times in a turn, so that a single pair says little.
 */
export async function firstAsksLargeToSmall(rounds: number): Promise<number> {
  const sums = new Map<Scale, number>();
  for (let round = 0; round < warmUps + rounds; round += 1) {
    const scales: readonly Scale[] = round % 2 === 0 ? ['small', 'large'] : ['large', 'small'];
    for (const scale of scales) {
      const cost = await firstAsk(round, scale);
      if (round >= warmUps) sums.set(scale, (sums.get(scale) ?? 0) + cost);
    }
  }
  return (sums.get('large') ?? Number.NaN) / (sums.get('small') ?? Number.NaN);
}
