import { z } from 'zod';
import { explainError } from '../../explain-error.js';
import { given, items, kind, market } from '../../inputs.js';
import { itemKinds } from '../../item-reference.js';
import { describeItem, fieldsOf, type ItemOutput, itemOutput, numberOf, textOf } from '../../outputs.js';
import { readOne } from '../../read-one.js';
import { duration, itemLine, lines } from '../../text.js';
import { defineTool, type Tool } from '../../tool.js';
import { resolveItems } from '../../words/resolve-item.js';

interface Found extends ItemOutput {
  readonly album?: string;
  readonly date?: string;
  readonly duration_ms?: number;
  readonly explicit?: boolean;
  readonly isrc?: string;
  readonly error?: string;
}

/** So many are asked for at the same time. */
const atOnce = 5;

/** Looks up things of any kind by their address or name. */
export const getItems: Tool = defineTool({
  name: 'get_items',
  title: 'Look up items',
  description:
    'Looks up tracks, albums, artists, episodes, chapters, podcasts or playlists, several at once: name, maker, album, length, date, ISRC. ' +
    'Contents: get_album, get_playlist, get_show.',
  toolset: 'catalog',
  effect: 'read',
  input: z.strictObject({ items: items('what to look up', 50), kind: kind(itemKinds), market }),
  output: z.object({
    items: z.array(
      itemOutput.extend({
        album: z.string().optional(),
        date: z.string().optional(),
        duration_ms: z.int().optional(),
        explicit: z.boolean().optional(),
        isrc: z.string().optional(),
        error: z.string().optional(),
      }),
    ),
  }),
  scopes: ['user-read-playback-position'],

  async run({ items: references, kind, market }, context) {
    const wanted = await resolveItems(references, { allowed: itemKinds, kind }, context);
    const found: Found[] = [];
    for (let start = 0; start < wanted.length; start += atOnce) {
      const some = wanted.slice(start, start + atOnce);
      const answers = await Promise.allSettled(some.map((reference) => readOne(reference, context, market)));
      for (const [index, answer] of answers.entries()) {
        const reference = some[index];
        if (reference === undefined) continue;
        if (answer.status === 'fulfilled') found.push(describe(answer.value, reference.uri));
        // One that is gone must not hide the others; but what is wrong with all of them is an error.
        else if (wanted.length === 1 || explainError(answer.reason).code !== 'not_found') throw answer.reason;
        else found.push({ name: '(not found)', uri: reference.uri, kind: reference.kind, error: 'not_found' });
      }
      if (wanted.length > atOnce) context.progress?.({ done: found.length, total: wanted.length });
    }
    return { items: found };
  },

  text: ({ items }) =>
    lines(
      items.map(({ album, date, duration_ms, explicit, isrc, error, ...item }) =>
        [
          `${item.kind} ${itemLine(item)}`,
          error,
          album === undefined ? undefined : `on "${album.replaceAll('"', "'")}"`,
          date,
          duration_ms === undefined ? undefined : duration(duration_ms),
          explicit === true ? 'explicit' : undefined,
          isrc === undefined ? undefined : `ISRC ${isrc}`,
        ]
          .filter((part) => part !== undefined)
          .join(', '),
      ),
    ),
});

function describe(value: unknown, uri: string): Found {
  const fields = fieldsOf(value);
  const album = fieldsOf(fields.album);
  const item = describeItem(value) ?? { name: '(no name)', uri, kind: uri.split(':')[1] ?? 'item' };
  return {
    ...item,
    ...given({
      album: textOf(album.name),
      date: textOf(fields.release_date) ?? textOf(album.release_date),
      duration_ms: numberOf(fields.duration_ms),
      explicit: fields.explicit === true ? true : undefined,
      isrc: textOf(fieldsOf(fields.external_ids).isrc),
    }),
  };
}
