import { base62Id } from './ids.js';
import type { Audiobook, Chapter, Episode, Show } from './models.js';
import { createNamer, personName, showName } from './names.js';
import { createRandom } from './random.js';
import { sizes } from './scale.js';
import { title } from './titles.js';
import { allMarkets, audiobookMarkets, labels, subjects } from './words.js';

const millisecondsPerDay = 86_400_000;
const newestEpisode = Date.UTC(2025, 11, 20);

/** All invented podcasts. */
export interface Podcasts {
  readonly shows: readonly Show[];
  readonly episodes: readonly Episode[];
}

/** Invents podcasts; the newest episode comes first, as Spotify lists them. */
export function createPodcasts(seed: number, showCount: number = sizes.small.shows): Podcasts {
  const unique = createNamer();
  const all: Episode[] = [];
  const shows = Array.from({ length: showCount }, (_, index): Show => {
    const random = createRandom(seed, 'show', index);
    const id = base62Id(seed, 'show', index);
    const { name, subject } = showName(random);
    const episodes: Episode[] = [];
    const show: Show = {
      type: 'show',
      id,
      uri: `spotify:show:${id}`,
      name: unique(name),
      description: `A conversation about ${subject}, every other week.`,
      explicit: random.chance(0.1),
      languages: [random.pick(['en', 'en', 'sv', 'de', 'ja'])],
      markets: allMarkets,
      publisher: random.pick(labels),
      isExternallyHosted: createRandom(seed, 'hosting', index).chance(0.1),
      episodes,
    };
    const count = random.integer(8, 40);
    for (let position = 0; position < count; position += 1) {
      const episodeId = base62Id(seed, 'episode', all.length);
      const episode: Episode = {
        type: 'episode',
        id: episodeId,
        uri: `spotify:episode:${episodeId}`,
        name: `${count - position}. ${title(random)}`,
        description: `${personName(random)} joins us to talk about ${random.pick(subjects)}.`,
        explicit: show.explicit,
        languages: show.languages,
        markets: show.markets,
        duration_ms: random.integer(12 * 60_000, 75 * 60_000),
        release_date: dateOf(newestEpisode - (index + position * 14) * millisecondsPerDay),
        release_date_precision: 'day',
        show,
      };
      episodes.push(episode);
      all.push(episode);
    }
    return show;
  });
  return { shows, episodes: all };
}

/** All invented books. */
export interface Books {
  readonly audiobooks: readonly Audiobook[];
  readonly chapters: readonly Chapter[];
}

/** Invents audiobooks and their chapters. */
export function createBooks(seed: number, audiobookCount: number = sizes.small.audiobooks): Books {
  const unique = createNamer();
  const all: Chapter[] = [];
  const audiobooks = Array.from({ length: audiobookCount }, (_, index): Audiobook => {
    const random = createRandom(seed, 'audiobook', index);
    const id = base62Id(seed, 'audiobook', index);
    const chapters: Chapter[] = [];
    const name = unique(title(random));
    const audiobook: Audiobook = {
      type: 'audiobook',
      id,
      uri: `spotify:show:${id}`,
      name,
      description: `A story of ${random.pick(subjects)}, told in one long winter.`,
      explicit: false,
      languages: ['en'],
      markets: audiobookMarkets,
      authors: [personName(random)],
      narrators: [personName(random)],
      publisher: random.pick(labels),
      edition: 'Unabridged',
      chapters,
    };
    const released = dateOf(newestEpisode - index * 90 * millisecondsPerDay);
    const count = random.integer(10, 30);
    for (let position = 0; position < count; position += 1) {
      const chapterId = base62Id(seed, 'chapter', all.length);
      const chapter: Chapter = {
        type: 'chapter',
        id: chapterId,
        uri: `spotify:episode:${chapterId}`,
        name: `Chapter ${position + 1}: ${title(random)}`,
        description: `Chapter ${position + 1} of ${name}.`,
        explicit: false,
        languages: audiobook.languages,
        markets: audiobookMarkets,
        duration_ms: random.integer(8 * 60_000, 45 * 60_000),
        release_date: released,
        release_date_precision: 'day',
        audiobook,
        chapter_number: position,
      };
      chapters.push(chapter);
      all.push(chapter);
    }
    return audiobook;
  });
  return { audiobooks, chapters: all };
}

function dateOf(epochMs: number): string {
  return new Date(epochMs).toISOString().slice(0, 10);
}
