import { z } from 'zod';
import { given, item, kind, limit, market, offset } from '../../inputs.js';
import { describeItem, fieldsOf, itemOutput, numberOf, pageOutput, textOf } from '../../outputs.js';
import { pageOf, place } from '../../paging.js';
import { readOne } from '../../read-one.js';
import { duration, itemLine, lines, moreLine, oneLine, unavailableLine } from '../../text.js';
import { defineTool, type Tool } from '../../tool.js';
import { unlessSilent } from '../../unless-silent.js';
import { resolveItem } from '../../words/resolve-item.js';

/** Reads a podcast or an audiobook and a page of what it consists of. */
export const getShow: Tool = defineTool({
  name: 'get_show',
  title: 'Get a podcast or audiobook',
  description:
    'Reads one podcast with its episodes, newest first, or one audiobook with its chapters: titles, dates, lengths, and how far the person has listened.',
  toolset: 'catalog',
  effect: 'read',
  input: () =>
    z.strictObject({
      show: item('the podcast or audiobook'),
      kind: kind(['show', 'audiobook']),
      limit: limit(20),
      offset: offset(),
      market,
    }),
  output: () =>
    z.object({
      ...itemOutput.shape,
      description: z.string().optional(),
      parts: z.array(
        itemOutput.extend({
          date: z.string().optional(),
          duration_ms: z.int().optional(),
          heard: z.string().optional(),
        }),
      ),
      unavailable: z.int(),
      missing: z.string().optional(),
      ...pageOutput,
    }),
  scopes: ['user-read-playback-position'],
  command: { path: ['podcast', 'show'], positionals: ['show'] },

  async run({ show: reference, kind, limit, offset, market }, context) {
    const { spotify, signal } = context;
    const wanted = await resolveItem(reference, { allowed: ['show', 'audiobook'], kind }, context, 'The show');
    const about = await readOne(wanted, context, market);
    const page = { id: wanted.id, limit, offset, ...given({ market }) };
    const isBook = fieldsOf(about).type === 'audiobook';
    const list = isBook ? spotify.audiobooks.chapters(page, { signal }) : spotify.shows.episodes(page, { signal });
    const found = await unlessSilent<unknown>(list);
    const { entries, total } = found === undefined ? { entries: [], total: 0 } : pageOf(found);
    const parts = entries.map(describePart).filter((part) => part !== undefined);
    return {
      ...(describeItem(about) ?? { name: '(no name)', uri: wanted.uri, kind: wanted.kind }),
      ...given({ description: textOf(fieldsOf(about).description)?.slice(0, 300) }),
      parts,
      unavailable: entries.length - parts.length,
      ...(found === undefined && { missing: 'parts' }),
      ...place(offset, entries.length, total),
    };
  },

  text: ({ description, parts, unavailable, missing, total, next_offset, ...show }) =>
    lines(
      itemLine(show),
      description === undefined ? undefined : oneLine(description),
      missing === undefined
        ? `${total} ${show.kind === 'audiobook' ? 'chapters' : 'episodes'}:`
        : 'Spotify does not tell what it consists of now: ask again later.',
      parts.map(({ date, duration_ms, heard, name, uri }) =>
        [itemLine({ name, uri }), date, duration_ms === undefined ? undefined : duration(duration_ms), heard]
          .filter((part) => part !== undefined)
          .join(', '),
      ),
      unavailableLine(unavailable),
      moreLine({ total, next_offset }),
    ),
});

function describePart(value: unknown) {
  const item = describeItem(value);
  if (item === undefined) return undefined;
  const fields = fieldsOf(value);
  const resume = fieldsOf(fields.resume_point);
  const heardMs = numberOf(resume.resume_position_ms) ?? 0;
  const heard = resume.fully_played === true ? 'heard' : heardMs > 0 ? `heard up to ${duration(heardMs)}` : undefined;
  return {
    ...item,
    ...given({ date: textOf(fields.release_date), duration_ms: numberOf(fields.duration_ms), heard }),
  };
}
