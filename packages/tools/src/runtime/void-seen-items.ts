import type { CacheEvent } from '@tonearm/cache';
import type { SeenItems } from './seen-items.js';

/** What stands before the tag in the name of one that another process invalidated. */
const beforeTag = ':tag:';

/** Lets go of what was seen of an item when the cache is told or hears that it was changed, of playlists also when nobody can say, and of all that it forgets. */
export function voidSeenItems(seen: SeenItems, place: string): (event: CacheEvent) => void {
  // The tag of an item is what follows `spotify:` in its URI.
  const changed = (tag: string): void => seen.changed(`spotify:${tag}`);
  return (event) => {
    switch (event.type) {
      case 'invalidate':
        for (const tag of event.tags) changed(tag);
        break;
      case 'heard':
        for (const name of event.names) {
          const at = name.lastIndexOf(beforeTag);
          if (at >= 0) changed(name.slice(at + beforeTag.length));
        }
        break;
      case 'forget':
        if (event.user === place) seen.forget();
        break;
      // All else is kept for when neither Spotify nor Redis can be asked; who signs out is noticed at the next call.
      case 'distrust':
        seen.mayHaveChanged();
        break;
      case 'clear':
        seen.forget();
        break;
    }
  };
}
