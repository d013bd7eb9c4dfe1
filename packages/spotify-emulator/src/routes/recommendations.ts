import { integerQuery, listQuery } from '../http/inputs.js';
import { badRequest } from '../http/problem.js';
import { json } from '../http/reply.js';
import { anyone, type Call, type Route } from '../http/route.js';
import { fullTrack } from '../render/music.js';
import { links } from '../render/view.js';
import { discographies } from '../world/discography.js';
import type { Artist, Track } from '../world/models.js';
import { popularTracks } from '../world/popular-tracks.js';
import { artistsOfGenre, relatedArtists } from '../world/related-artists.js';
import { genres } from '../world/words.js';
import { readTunables, type Tunables } from './tunables.js';

const mostSeeds = 5;
const artistsPerSeed = 25;

/** Music like other music. */
export const recommendationRoutes: readonly Route[] = [
  anyone(
    {
      method: 'GET',
      path: '/recommendations',
      operation: 'get-recommendations',
      access: 'closed',
      needs: discographies,
    },
    (call) => {
      const limit = integerQuery(call.query, 'limit', {
        minimum: 1,
        maximum: 100,
        default: 20,
        message: 'Invalid limit',
      });
      const seeds = readSeeds(call);
      const tunables = readTunables(call.query);
      const pools = seeds.map((seed) => ({ seed, pool: tracksOf(call, seed.artists) }));
      const seen = new Set(seeds.map(({ id }) => id));
      const wanted = pools
        .flatMap(({ pool }) => pool.filter(tunables.allows))
        .filter((track) => !seen.has(track.id) && seen.add(track.id));
      const tracks = wanted.sort((one, other) => tunables.distance(one) - tunables.distance(other)).slice(0, limit);
      return json({
        tracks: tracks.map((track) => fullTrack(call.view, track)),
        seeds: pools.map(({ seed, pool }) => seedObject(call, seed, pool, tunables)),
      });
    },
  ),
  anyone(
    {
      method: 'GET',
      path: '/recommendations/available-genre-seeds',
      operation: 'get-recommendation-genres',
      access: 'closed',
    },
    () => json({ genres: genres.map(genreSeed) }),
  ),
];

interface Seed {
  readonly id: string;
  readonly type: 'ARTIST' | 'TRACK' | 'GENRE';
  /** Whose music it leads to. */
  readonly artists: readonly Artist[];
}

function readSeeds(call: Call): readonly Seed[] {
  const { catalogue } = call.world;
  const seeds: Seed[] = [];
  for (const id of listQuery(call.query, 'seed_artists') ?? []) {
    const artist = catalogue.artists.get(id);
    if (!artist) throw badRequest('invalid request');
    seeds.push({ id, type: 'ARTIST', artists: [artist, ...relatedArtists(catalogue, artist)] });
  }
  for (const id of listQuery(call.query, 'seed_tracks') ?? []) {
    const track = catalogue.tracks.get(id);
    if (!track) throw badRequest('invalid request');
    seeds.push({
      id,
      type: 'TRACK',
      artists: track.artists.flatMap((artist) => [artist, ...relatedArtists(catalogue, artist)]),
    });
  }
  for (const id of listQuery(call.query, 'seed_genres') ?? []) {
    const genre = genres.find((each) => genreSeed(each) === id);
    if (genre === undefined) throw badRequest('invalid request');
    seeds.push({ id, type: 'GENRE', artists: artistsOfGenre(catalogue, genre) });
  }
  if (seeds.length === 0) throw badRequest('At least one seed is required');
  if (seeds.length > mostSeeds) throw badRequest(`At most ${mostSeeds} seeds may be given`);
  return seeds;
}

function tracksOf({ world: { catalogue } }: Call, artists: readonly Artist[]): readonly Track[] {
  return artists.slice(0, artistsPerSeed).flatMap((artist) => popularTracks(catalogue, artist));
}

function seedObject({ view }: Call, { id, type }: Seed, pool: readonly Track[], { allows }: Tunables): object {
  const afterFiltering = pool.filter(allows).length;
  return {
    initialPoolSize: pool.length,
    afterFilteringSize: afterFiltering,
    afterRelinkingSize: afterFiltering,
    id,
    type,
    href: type === 'GENRE' ? null : links(view, type.toLowerCase(), id).href,
  };
}

/** How a genre is written as a seed. */
function genreSeed(genre: string): string {
  return genre.replaceAll(' ', '-');
}
