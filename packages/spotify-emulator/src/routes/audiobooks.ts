import { page } from '../http/paging.js';
import { json } from '../http/reply.js';
import { anyone, type Route } from '../http/route.js';
import { fullAudiobook, fullChapter, simplifiedChapter } from '../render/speech.js';
import { severalSold } from './several.js';
import { sold } from './sold.js';

/** Audiobooks. */
export const audiobookRoutes: readonly Route[] = [
  anyone({ method: 'GET', path: '/audiobooks/{id}', operation: 'get-an-audiobook' }, (call) =>
    json(fullAudiobook(call.view, sold(call, call.world.catalogue.audiobooks))),
  ),
  anyone({ method: 'GET', path: '/audiobooks', operation: 'get-multiple-audiobooks', access: 'extended' }, (call) =>
    severalSold(call, 'audiobooks', call.world.catalogue.audiobooks, (book) => fullAudiobook(call.view, book)),
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
  anyone({ method: 'GET', path: '/chapters', operation: 'get-several-chapters', access: 'extended' }, (call) =>
    severalSold(call, 'chapters', call.world.catalogue.chapters, (chapter) => fullChapter(call.view, chapter)),
  ),
];
