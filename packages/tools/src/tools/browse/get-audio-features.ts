import { z } from 'zod';
import { items } from '../../inputs.js';
import { fieldsOf, listOf } from '../../outputs.js';
import { lines } from '../../text.js';
import { defineTool, type Tool } from '../../tool.js';
import { resolveItems } from '../../words/resolve-item.js';

/** Says how songs sound, in figures. */
export const getAudioFeatures: Tool = defineTool({
  name: 'get_audio_features',
  title: 'Audio features',
  description:
    'Tells tempo, key, energy, how danceable songs are and their other audio features, or the analysis of one in short. Only for apps that had this before November 2024.',
  toolset: 'browse',
  effect: 'read',
  access: 'legacy',
  input: () =>
    z.strictObject({
      items: items(100, 'songs'),
      analysis: z.boolean().default(false).describe('Sections, bars and beats of the first one'),
    }),
  output: () =>
    z.object({
      features: z.array(z.record(z.string(), z.union([z.number(), z.string()]))),
      analysis: z.record(z.string(), z.number()).optional(),
    }),
  scopes: [],
  command: { path: ['features'], positionals: ['items'] },

  async run({ items: references, analysis }, context) {
    const { spotify, signal } = context;
    const [one, ...others] = await resolveItems(references, { allowed: ['track'] }, context);
    const ids = [one, ...others].flatMap((each) => (each === undefined ? [] : [each.id]));
    const answers =
      others.length === 0 && one !== undefined
        ? [await spotify.tracks.audioFeatures({ id: one.id }, { signal })]
        : listOf(fieldsOf(await spotify.tracks.manyAudioFeatures({ ids }, { signal })).audio_features);
    const features = answers.map((answer) => figuresOf(answer, ['uri']));
    if (!analysis || one === undefined) return { features };
    const whole = fieldsOf(await spotify.tracks.audioAnalysis({ id: one.id }, { signal }));
    const counts = ['bars', 'beats', 'sections', 'segments', 'tatums'].map((name) => [
      name,
      listOf(whole[name]).length,
    ]);
    return { features, analysis: Object.fromEntries(counts) };
  },

  text: ({ features, analysis }) =>
    lines(
      features.map((each) =>
        Object.entries(each)
          .map(([name, value]) => `${name} ${value}`)
          .join(', '),
      ),
      analysis === undefined
        ? undefined
        : Object.entries(analysis)
            .map(([name, count]) => `${count} ${name}`)
            .join(', '),
    ),
});

function figuresOf(value: unknown, texts: readonly string[]): Record<string, number | string> {
  return Object.fromEntries(
    Object.entries(fieldsOf(value)).filter(
      (entry): entry is [string, number | string] =>
        typeof entry[1] === 'number' || (typeof entry[1] === 'string' && texts.includes(entry[0])),
    ),
  );
}
