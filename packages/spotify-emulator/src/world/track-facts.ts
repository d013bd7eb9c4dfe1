import type { Track } from './models.js';
import { title } from './names.js';
import { createRandom, type Random } from './random.js';

const guestChance = 0.1;

/** What is invented of a recording: all but the guest and the popularity is the same on every release. */
export interface TrackFacts extends Pick<Track, 'name' | 'duration_ms' | 'explicit' | 'popularity'> {
  /** The artist who sings along, or −1. */
  readonly guest: number;
}

/** Where a track stands, as far as it decides what is invented. */
export interface TrackPlace {
  readonly seed: number;
  readonly artistCount: number;
  /** The place of the track in the catalogue. */
  readonly track: number;
  /** The artist of its album. */
  readonly artist: number;
}

/** Invents a track that was recorded for its album. */
export function trackFacts(place: TrackPlace): TrackFacts {
  const random = createRandom(place.seed, 'track', place.track);
  return {
    guest: drawGuest(random, place),
    name: title(random),
    duration_ms: random.integer(95_000, 420_000),
    explicit: random.chance(0.08),
    popularity: drawPopularity(random),
  };
}

/** The artist who sings along on a track, or −1. */
export function guestOf(place: TrackPlace): number {
  return drawGuest(createRandom(place.seed, 'track', place.track), place);
}

/** How popular a track is that a compilation took from elsewhere: everything else is that of its source. */
export function collectedPopularity(place: TrackPlace): number {
  const random = createRandom(place.seed, 'track', place.track);
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
