import type { Track } from './models.js';
import { createRandoms, type Random } from './random.js';
import { drawTitle } from './titles.js';

const guestChance = 0.1;

/** What is invented of a recording: all but the guest and the popularity is the same on every release. */
export interface TrackFacts extends Pick<Track, 'duration_ms' | 'explicit' | 'popularity'> {
  /** The artist who sings along, or −1. */
  readonly guest: number;
  /** The number of its title. */
  readonly title: number;
}

/** Where a track stands, as far as it decides what is invented. */
export interface TrackPlace {
  readonly artistCount: number;
  /** The artist of its album. */
  readonly artist: number;
}

/** The chance that invents each track, by its place in the catalogue: whoever asks for the next has done with the one before. */
export function createTrackRandoms(seed: number): (track: number) => Random {
  return createRandoms(seed, 'track');
}

/** Invents a track that was recorded for its album. */
export function trackFacts(random: Random, place: TrackPlace): TrackFacts {
  return {
    guest: drawGuest(random, place),
    title: drawTitle(random),
    duration_ms: random.integer(95_000, 420_000),
    explicit: random.chance(0.08),
    popularity: drawPopularity(random),
  };
}

/** How popular a track is that a compilation took from elsewhere: everything else is that of its source. */
export function collectedPopularity(random: Random, place: TrackPlace): number {
  drawGuest(random, place);
  return drawPopularity(random);
}

function drawGuest(random: Random, { artistCount, artist }: TrackPlace): number {
  if (!random.chance(guestChance)) return -1;
  const guest = random.integer(0, artistCount - 1);
  return guest === artist ? -1 : guest;
}

function drawPopularity(random: Random): number {
  return random.integer(0, 85);
}
