import { page } from '../http/paging.js';
import { json } from '../http/reply.js';
import { anyone, type Route } from '../http/route.js';
import { fullAudiobook, fullChapter, simplifiedChapter } from '../render/speech.js';
import { sold } from './sold.js';

/** Audiobooks. */
export const audiobookRoutes: readonly Route[] = [
  anyone({ method: 'GET', path: '/audiobooks/{id}', operation: 'get-an-audiobook' }, (call) =>
    json(fullAudiobook(call.view, sold(call, call.world.catalogue.audiobooks))),
  ),
  anyone({ method: 'GET', path: '/audiobooks/{id}/chapters', operation: 'get-audiobook-chapters' }, (call) =>
    json(
      page(call, sold(call, call.world.catalogue.audiobooks).chapters, (chapter) =>
        simplifiedChapter(call.view, chapter),
      ),
    ),
  ),
];

/** Their chapters. */
export const chapterRoutes: readonly Route[] = [
  anyone({ method: 'GET', path: '/chapters/{id}', operation: 'get-a-chapter' }, (call) =>
    json(fullChapter(call.view, sold(call, call.world.catalogue.chapters))),
  ),
];
