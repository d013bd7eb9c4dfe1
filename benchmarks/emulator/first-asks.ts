import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { createSpotifyEmulator, type Scale } from '@tonearm/spotify-emulator';
import { percentile } from '../statistics.ts';
import type { TrackIdsWanted } from './track-ids.ts';

const tracksEach = 5000;
/** The first of them only warm the process. */
const warmUps = 2;
/** Ids from all over a world, read off another one like it, so that nothing is made in the one that is measured. */
async function idsOf(seed: number, scale: Scale): Promise<readonly string[]> {
  const workerData: TrackIdsWanted = { seed, scale, count: tracksEach };
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
  const before = process.cpuUsage();
  for (const id of ids) {
    const answer = await emulator.fetch(`https://api.spotify.com/v1/tracks/${id}`, { headers });
    if (!answer.ok) throw new Error(`The track ${id} was answered with ${answer.status}`);
    await answer.text();
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / ids.length;
}

/** How much a first ask costs in a large world for what it costs in a small one: the median over pairs of worlds, in turn first. */
export async function firstAsksLargeToSmall(rounds: number): Promise<number> {
  const ratios: number[] = [];
  for (let round = 0; round < warmUps + rounds; round += 1) {
    const costs = new Map<Scale, number>();
    const scales: readonly Scale[] = round % 2 === 0 ? ['small', 'large'] : ['large', 'small'];
    for (const scale of scales) costs.set(scale, await firstAsk(round, scale));
    if (round >= warmUps) ratios.push((costs.get('large') ?? Number.NaN) / (costs.get('small') ?? Number.NaN));
  }
  return percentile(ratios, 0.5);
}
