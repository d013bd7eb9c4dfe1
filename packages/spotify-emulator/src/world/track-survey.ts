import { artistOf } from './album-facts.js';
import { type Gradual, gradualFor, type Pieces } from './gradual.js';
import type { Layout } from './layout.js';
import { collectedPopularity, createTrackRandoms, trackFacts } from './track-facts.js';

/** What whoever looks through all tracks has to know of each, in columns: not one track is made for it. */
export interface TrackSurvey {
  /** The number of the title. */
  readonly titles: Uint16Array;
  readonly popularity: Uint8Array;
  /** The artist who sings along, or −1. */
  readonly guests: Int32Array;
}

const albumsInPiece = 500;

/** The survey of a world's tracks. */
export const trackSurvey: (layout: Layout) => Gradual<TrackSurvey> = gradualFor(lookThrough);

function* lookThrough(layout: Layout): Pieces<TrackSurvey> {
  const { seed, artistCount, albumCount, trackCount, firstTracks } = layout;
  const titles = new Uint16Array(trackCount);
  const popularity = new Uint8Array(trackCount);
  const guests = new Int32Array(trackCount);
  const randomOf = createTrackRandoms(seed);
  for (let album = 0; album < albumCount; album += 1) {
    if (album % albumsInPiece === 0) yield;
    const place = { artistCount, artist: artistOf(album) };
    for (let track = firstTracks[album] ?? 0; track < (firstTracks[album + 1] ?? 0); track += 1) {
      const source = layout.sourceOf(track, album);
      if (source === undefined) {
        const facts = trackFacts(randomOf(track), place);
        titles[track] = facts.title;
        popularity[track] = facts.popularity;
        guests[track] = facts.guest;
      } else {
        // A compilation can only collect what stands before it.
        titles[track] = titles[source] ?? 0;
        popularity[track] = collectedPopularity(randomOf(track), place);
        guests[track] = guests[source] ?? -1;
      }
    }
  }
  return { titles, popularity, guests };
}
