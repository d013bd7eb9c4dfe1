// Tells the ids of tracks from all over a world, in a thread of its own: worlds of one seed and one thread share what was made.
import { parentPort, workerData } from 'node:worker_threads';
import { createSpotifyEmulator, type Scale } from '@tonearm/spotify-emulator';

/** Which ids to tell. */
export interface TrackIdsWanted {
  readonly seed: number;
  readonly scale: Scale;
  readonly count: number;
}

/** A prime, so that its multiples lead all over a world before they come back. */
const stride = 611_953;

const { seed, scale, count } = workerData as TrackIdsWanted;
const { tracks } = createSpotifyEmulator({ seed, scale }).world.catalogue;
parentPort?.postMessage(
  Array.from({ length: count }, (_, place) => tracks.at((place * stride) % tracks.size)?.id ?? ''),
);
