import { createSpotifyEmulator, type Scale } from '@tonearm/spotify-emulator';
import { percentile } from '../statistics.ts';

const tracksEach = 5000;
/** The first of them only warm the process. */
const warmUps = 2;
/** A prime, so that its multiples lead all over a world before they come back. */
const stride = 611_953;

/** Ids from all over a world, read off another one like it, so that nothing is made in the one that is measured. */
function idsOf(seed: number, scale: Scale): readonly (string | undefined)[] {
  const { tracks } = createSpotifyEmulator({ seed, scale }).world.catalogue;
  return Array.from({ length: tracksEach }, (_, place) => tracks.at((place * stride) % tracks.size)?.id);
}

/** The processor time, in microseconds, that a track takes which a new world is asked for the first time; without a network. */
async function firstAsk(seed: number, scale: Scale): Promise<number> {
  const ids = idsOf(seed, scale);
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
