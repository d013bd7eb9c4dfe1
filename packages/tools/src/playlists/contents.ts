import { describeItem, fieldsOf, type ItemOutput, numberOf, textOf } from '../outputs.js';
import { pageOf } from '../paging.js';
import { additionalTypes } from '../playback/state.js';
import type { ToolContext } from '../tool.js';
import { ForeignPlaylistError } from './foreign-playlist.js';
import { embeddedPage } from './playlist-page.js';

/** One place in a playlist. */
export interface Entry {
  /** Empty for something that is gone. */
  readonly uri: string;
  readonly item?: ItemOutput | undefined;
  readonly addedAt?: string | undefined;
  /** What Spotify said of it, for whoever needs more than a name. */
  readonly facts: Readonly<Record<string, unknown>>;
}

/** A playlist with all that it holds. */
export interface Contents {
  readonly id: string;
  readonly uri: string;
  readonly name: string;
  readonly snapshot?: string | undefined;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly entries: readonly Entry[];
}

/** Spotify documents no larger page. */
const pageSize = 50;

/** Reads a playlist to its end, with progress; throws when Spotify withholds what it holds. */
export async function readContents(
  id: string,
  context: ToolContext,
  { fresh = false }: { fresh?: boolean } = {},
): Promise<Contents> {
  const { spotify, signal, progress } = context;
  const options = { signal, fresh };
  const common = { playlist_id: id, additional_types: [...additionalTypes] };
  const playlist = await spotify.playlists.get(common, options);
  const embedded = embeddedPage(playlist);
  if (embedded === undefined) throw new ForeignPlaylistError();
  const first = pageOf(embedded);
  const raw = [...first.entries];
  let total = first.total;
  while (raw.length < total) {
    const page = pageOf(await spotify.playlists.items({ ...common, limit: pageSize, offset: raw.length }, options));
    if (page.entries.length === 0) break;
    raw.push(...page.entries);
    total = page.total;
    progress?.({ done: raw.length, total, message: 'reading the playlist' });
  }
  const facts = fieldsOf(playlist);
  return {
    id,
    uri: `spotify:playlist:${id}`,
    name: textOf(facts.name) ?? '(no name)',
    snapshot: textOf(facts.snapshot_id),
    facts,
    entries: raw.map(readEntry),
  };
}

/** Reads one place of a playlist. */
function readEntry(value: unknown): Entry {
  const { item, added_at } = fieldsOf(value);
  return toEntry(item, added_at);
}

/** A thing as an entry of a list, with the date at which it came into it. */
export function toEntry(thing: unknown, addedAt?: unknown): Entry {
  const facts = fieldsOf(thing);
  return { uri: textOf(facts.uri) ?? '', item: describeItem(thing), addedAt: textOf(addedAt), facts };
}

/** How many things a playlist holds, as Spotify tells it now, and its version. */
export async function readSize(
  id: string,
  { spotify, signal }: ToolContext,
): Promise<{ total: number; name: string; snapshot?: string | undefined }> {
  const facts = fieldsOf(await spotify.playlists.get({ playlist_id: id }, { signal, fresh: true }));
  const total = numberOf(fieldsOf(facts.items).total) ?? 0;
  return { total, name: textOf(facts.name) ?? '(no name)', snapshot: textOf(facts.snapshot_id) };
}
