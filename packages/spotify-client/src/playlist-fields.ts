import type { FieldSelection, Fields, SelectedFields } from './fields.js';
import type { Paging } from './models/paging.js';
import type { Playlist, PlaylistItem } from './models/playlist.js';

type Selection = Readonly<Record<string, unknown>>;

/** Writes the `fields` of `playlists.get`, checked against the model: the answer has what is selected, and so has its type. */
export function playlistFields<const Selected extends FieldSelection<Playlist>>(
  selection: Selected,
): Fields<Playlist, SelectedFields<Playlist, Selected>> {
  // Older apps get the contents as `tracks`; what an answer does not have is left out of it.
  const { items, ...others } = selection as Selection;
  const contents = items === undefined ? [] : [write('items', items), write('tracks', items)];
  return [...written(others), ...contents].join() as Fields<Playlist, SelectedFields<Playlist, Selected>>;
}

/** Writes the `fields` of `playlists.items`, checked against the model: the page has what is selected, and so has its type. */
export function playlistItemsFields<const Selected extends FieldSelection<Paging<PlaylistItem>>>(
  selection: Selected,
): Fields<Paging<PlaylistItem>, SelectedFields<Paging<PlaylistItem>, Selected>> {
  return written(selection).join() as Fields<Paging<PlaylistItem>, SelectedFields<Paging<PlaylistItem>, Selected>>;
}

function written(selection: Selection): readonly string[] {
  return Object.entries(selection)
    .filter(([, wanted]) => wanted !== undefined)
    .flatMap(([name, wanted]) =>
      // Older apps get `track` for what is in a place.
      name === 'item' ? [write('item', wanted), write('track', wanted)] : [write(name, wanted)],
    );
}

function write(name: string, wanted: unknown): string {
  return isSelection(wanted) ? `${name}(${written(wanted).join()})` : name;
}

function isSelection(wanted: unknown): wanted is Selection {
  return typeof wanted === 'object' && wanted !== null;
}
