import { z } from 'zod';
import { type Details, detailsOf, detailsText } from '../../details.js';
import { explainError } from '../../explain-error.js';
import { items, kind, market } from '../../inputs.js';
import { itemKinds } from '../../item-reference.js';
import { describeItem, type ItemOutput, itemOutput } from '../../outputs.js';
import { readOne } from '../../read-one.js';
import { itemLine, lines } from '../../text.js';
import { defineTool, type Tool } from '../../tool.js';
import { resolveItems } from '../../words/resolve-item.js';

interface Found extends ItemOutput, Details {
  readonly error?: string;
}

/** So many are asked for at the same time. */
const atOnce = 5;

/** Looks up things of any kind by their address or name. */
export const getItems: Tool = defineTool({
  name: 'get_items',
  title: 'Look up items',
  description:
    'Looks up details of tracks, albums, artists, episodes, chapters, podcasts or playlists, several at once: name, maker, album, length, date, ISRC. ' +
    'Contents: get_album, get_playlist, get_show.',
  toolset: 'catalog',
  effect: 'read',
  input: () => z.strictObject({ items: items(50), kind: kind(itemKinds), market }),
  output: () =>
    z.object({
      items: z.array(
        itemOutput.extend({
          album: z.string().optional(),
          date: z.string().optional(),
          duration_ms: z.int().optional(),
          explicit: z.boolean().optional(),
          isrc: z.string().optional(),
          popularity: z.int().optional(),
          error: z.string().optional(),
        }),
      ),
    }),
  scopes: ['user-read-playback-position'],
  command: { path: ['info'], positionals: ['items'] },

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
      items.map(({ error, name, uri, by, kind, ...details }) =>
        [`${kind} ${itemLine({ name, by, uri })}${detailsText(details)}`, error].filter(Boolean).join(', '),
      ),
    ),
});

function describe(value: unknown, uri: string): Found {
  const item = describeItem(value) ?? { name: '(no name)', uri, kind: uri.split(':')[1] ?? 'item' };
  return { ...item, ...detailsOf(value) };
}
