import { z } from 'zod';
import { given } from './inputs.js';
import { fieldsOf, type ItemOutput, itemOutput, numberOf, textOf } from './outputs.js';
import { duration, oneLine, quoted } from './text.js';

/** How much a list says of each entry: its name and address unless more is asked for. */
export const detail: z.ZodOptional<z.ZodEnum<{ compact: 'compact'; full: 'full' }>> = z
  .enum(['compact', 'full'])
  .optional();

/** What more may be said of a thing. */
export interface Details {
  readonly album?: string | undefined;
  readonly date?: string | undefined;
  readonly duration_ms?: number | undefined;
  readonly explicit?: boolean | undefined;
  readonly isrc?: string | undefined;
  /** When it was saved, or put into a playlist, and by whom. */
  readonly added?: string | undefined;
  readonly added_by?: string | undefined;
  readonly popularity?: number | undefined;
}

const detailsOutput: z.ZodType<Details> = z
  .object({
    album: z.string(),
    date: z.string(),
    duration_ms: z.int(),
    explicit: z.boolean(),
    isrc: z.string(),
    added: z.string(),
    added_by: z.string(),
    popularity: z.int(),
  })
  .partial();

/** An entry of a list that may say more; the details are in `more`, so that a compact answer costs nothing for them. */
export const detailedItem: z.ZodObject<(typeof itemOutput)['shape'] & { more: z.ZodOptional<z.ZodType<Details>> }> =
  itemOutput.extend({ more: detailsOutput.optional() });

/** What Spotify said of a thing beside its name; `place` is what it lay in: an entry of a playlist or of the library. */
export function detailsOf(thing: unknown, place?: unknown): Details {
  const fields = fieldsOf(thing);
  const album = fieldsOf(fields.album);
  const { added_at, added_by } = fieldsOf(place);
  return given({
    album: textOf(album.name),
    date: textOf(fields.release_date) ?? textOf(album.release_date),
    duration_ms: numberOf(fields.duration_ms),
    explicit: fields.explicit === true ? true : undefined,
    isrc: textOf(fieldsOf(fields.external_ids).isrc),
    added: textOf(added_at)?.slice(0, 10),
    added_by: textOf(fieldsOf(added_by).id),
    popularity: numberOf(fields.popularity),
  });
}

/** The details as the end of a line, with their commas; nothing when there are none. */
export function detailsText(details: Details | undefined): string {
  const { album, date, duration_ms, explicit, isrc, added, added_by, popularity } = details ?? {};
  return [
    album === undefined ? undefined : `on ${quoted(album)}`,
    date,
    duration_ms === undefined ? undefined : duration(duration_ms),
    explicit === true ? 'explicit' : undefined,
    isrc === undefined ? undefined : `ISRC ${oneLine(isrc)}`,
    added === undefined ? undefined : `added ${added}${added_by === undefined ? '' : ` by ${oneLine(added_by)}`}`,
    popularity === undefined ? undefined : `popularity ${popularity}`,
  ]
    .filter((part) => part !== undefined)
    .map((part) => `, ${part}`)
    .join('');
}

/** The entry of a list with its details, where they were asked for. */
export function withDetails<Item extends ItemOutput>(
  item: Item,
  wanted: z.output<typeof detail>,
  thing: unknown,
  place?: unknown,
): Item & { more?: Details } {
  return wanted === 'full' ? { ...item, more: detailsOf(thing, place) } : item;
}
