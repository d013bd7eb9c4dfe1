import { slice } from '../http/paging.js';
import type { Audiobook, Chapter, Episode, Playable, Show } from '../world/models.js';
import { spokenRestrictionOf } from '../world/restriction.js';
import { fullTrack, relinkedTrack } from './music.js';
import { covers, links, removed, type View } from './view.js';

/** A podcast as part of something else. */
export function simplifiedShow(view: View, show: Show): object {
  const { id, name, uri, description, explicit, languages, publisher } = show;
  return {
    ...removed(view, { available_markets: show.markets, publisher }),
    copyrights: [],
    description,
    explicit,
    ...links(view, 'show', id),
    html_description: `<p>${description}</p>`,
    id,
    images: covers(view, id),
    is_externally_hosted: show.isExternallyHosted,
    languages,
    media_type: 'audio',
    name,
    total_episodes: show.episodes.length,
    type: 'show',
    uri,
  };
}

/** A podcast on its own, with the first page of its episodes. */
export function fullShow(view: View, show: Show): object {
  const url = `${view.origin}/v1/shows/${show.id}/episodes`;
  const episodes = slice(show.episodes, (episode) => simplifiedEpisode(view, episode), { url, limit: 50, offset: 0 });
  return { ...simplifiedShow(view, show), episodes };
}

/** An episode as part of its podcast. */
export function simplifiedEpisode(view: View, episode: Episode): object {
  return {
    ...spokenPart(view, 'episode', episode),
    is_externally_hosted: episode.show.isExternallyHosted,
    language: episode.languages[0],
    type: 'episode',
  };
}

/** An episode on its own. */
export function fullEpisode(view: View, episode: Episode): object {
  return { ...simplifiedEpisode(view, episode), show: simplifiedShow(view, episode.show) };
}

/** An audiobook as part of something else. */
export function simplifiedAudiobook(view: View, book: Audiobook): object {
  const { id, name, uri, description, explicit, languages, edition, publisher } = book;
  return {
    authors: book.authors.map((author) => ({ name: author })),
    ...removed(view, { available_markets: book.markets, publisher }),
    copyrights: [],
    description,
    edition,
    explicit,
    ...links(view, 'audiobook', id),
    html_description: `<p>${description}</p>`,
    id,
    images: covers(view, id),
    languages,
    media_type: 'audio',
    name,
    narrators: book.narrators.map((narrator) => ({ name: narrator })),
    total_chapters: book.chapters.length,
    type: 'audiobook',
    uri,
  };
}

/** An audiobook on its own, with the first page of its chapters. */
export function fullAudiobook(view: View, book: Audiobook): object {
  const url = `${view.origin}/v1/audiobooks/${book.id}/chapters`;
  const chapters = slice(book.chapters, (chapter) => simplifiedChapter(view, chapter), { url, limit: 50, offset: 0 });
  return { ...simplifiedAudiobook(view, book), chapters };
}

/** A chapter as part of its audiobook; its type is `episode`, as Spotify has it. */
export function simplifiedChapter(view: View, chapter: Chapter): object {
  return {
    ...spokenPart(view, 'chapter', chapter),
    ...removed(view, { available_markets: chapter.markets }),
    chapter_number: chapter.chapter_number,
    type: 'episode',
  };
}

/** A chapter on its own. */
export function fullChapter(view: View, chapter: Chapter): object {
  return { ...simplifiedChapter(view, chapter), audiobook: simplifiedAudiobook(view, chapter.audiobook) };
}

/** Whatever stands in a playlist, relinked if it is a track. */
export function listed(view: View, item: Playable): object {
  return item.type === 'track' ? relinkedTrack(view, item) : playable(view, item);
}

/** Whatever a player plays. */
export function playable(view: View, item: Playable): object {
  if (item.type === 'track') return fullTrack(view, item);
  return item.type === 'episode' ? fullEpisode(view, item) : fullChapter(view, item);
}

function spokenPart(view: View, kind: string, part: Episode | Chapter): object {
  const { id, name, uri, description, duration_ms, explicit, languages, release_date, release_date_precision } = part;
  // Of what is spoken the own country decides, asked for or not.
  const reason = spokenRestrictionOf(part, view.market, view.user);
  const resumePoint = view.user?.resumePoints.get(uri) ?? { fully_played: false, resume_position_ms: 0 };
  return {
    audio_preview_url: null,
    description,
    duration_ms,
    explicit,
    ...links(view, kind, id),
    html_description: `<p>${description}</p>`,
    id,
    images: covers(view, id),
    is_playable: reason === undefined,
    ...(reason === undefined ? {} : { restrictions: { reason } }),
    languages,
    name,
    release_date,
    release_date_precision,
    ...(view.scopes.has('user-read-playback-position') ? { resume_point: resumePoint } : {}),
    uri,
  };
}
