import { parameter } from '../http/inputs.js';
import { page } from '../http/paging.js';
import { badRequest, notFound } from '../http/problem.js';
import { json } from '../http/reply.js';
import { anyone, type Call, type Route } from '../http/route.js';
import { simplifiedAlbum } from '../render/music.js';
import { simplifiedPlaylist } from '../render/playlist.js';
import { covers } from '../render/view.js';
import { type Category, categories, findCategory, nameOf } from '../world/categories.js';
import { newReleases } from '../world/new-releases.js';
import type { Playlist } from '../world/playlist.js';
import { allMarkets } from '../world/words.js';

/** What the house recommends to everybody. */
export const browseRoutes: readonly Route[] = [
  anyone({ method: 'GET', path: '/browse/new-releases', operation: 'get-new-releases', access: 'extended' }, (call) =>
    json({ albums: page(call, newReleases(call.world.catalogue), (album) => simplifiedAlbum(call.view, album)) }),
  ),
  anyone({ method: 'GET', path: '/browse/categories', operation: 'get-categories', access: 'extended' }, (call) =>
    json({ categories: page(call, categories, (category) => categoryObject(call, category)) }),
  ),
  anyone(
    { method: 'GET', path: '/browse/categories/{category_id}', operation: 'get-a-category', access: 'extended' },
    (call) => json(categoryObject(call, categoryOf(call))),
  ),
  anyone(
    {
      method: 'GET',
      path: '/browse/categories/{category_id}/playlists',
      operation: 'get-a-categories-playlists',
      access: 'closed',
    },
    (call) => {
      const category = categoryOf(call);
      return playlistsReply(call, nameOf(category, localeOf(call)), (_, index) => shelfOf(index) === category);
    },
  ),
  anyone(
    { method: 'GET', path: '/browse/featured-playlists', operation: 'get-featured-playlists', access: 'closed' },
    (call) => playlistsReply(call, greetings[localeOf(call)?.split('_')[0] ?? 'en'] ?? greetings.en, () => true),
  ),
  anyone({ method: 'GET', path: '/markets', operation: 'get-available-markets', access: 'extended' }, () =>
    json({ markets: allMarkets }),
  ),
];

const greetings: Readonly<Record<string, string>> & { readonly en: string } = {
  en: 'Something to listen to',
  sv: 'Något att lyssna på',
  de: 'Etwas zum Hören',
  ja: '聴いてみて',
};

function playlistsReply(call: Call, message: string, belongs: (playlist: Playlist, index: number) => boolean) {
  const editorial = [...call.world.playlists.values()].filter((playlist) => playlist.editorial).filter(belongs);
  return json({
    message,
    playlists: page(call, editorial, (playlist) => simplifiedPlaylist(call.view, call.world, playlist)),
  });
}

/** The house's playlists stand on the shelves in turn. */
function shelfOf(index: number): Category | undefined {
  return categories[index % categories.length];
}

function categoryOf(call: Call): Category {
  const category = findCategory(parameter(call, 'category_id'));
  if (!category) throw notFound("Specified id doesn't exist");
  return category;
}

function categoryObject(call: Call, category: Category): object {
  const [cover] = covers(call.view, category.id);
  return {
    href: `${call.view.origin}/v1/browse/categories/${category.id}`,
    icons: cover ? [{ ...cover, height: 274, width: 274 }] : [],
    id: category.id,
    name: nameOf(category, localeOf(call)),
  };
}

function localeOf({ query }: Call): string | undefined {
  const locale = query.get('locale');
  if (locale === null || locale === '') return undefined;
  if (!/^[a-z]{2,3}(_[A-Z]{2})?$/.test(locale)) throw badRequest('Invalid locale');
  return locale;
}
