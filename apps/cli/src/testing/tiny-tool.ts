import { defineTool, type Tool, UserInputError } from '@tonearm/tools';
import { z } from 'zod';

/** What the tiny tool was last asked, for tests that look at inputs. */
export const asked: { input?: unknown } = {};

/** A tool with one field of every type that a command line has to deal with; it talks to nobody. */
export const tinyTool: Tool = defineTool({
  name: 'list_things',
  title: 'List things',
  description: 'Lists things. To look for one, use find_thing.',
  toolset: 'catalog',
  effect: 'read',
  input: () =>
    z.strictObject({
      things: z.array(z.string()).min(1).describe('What to list'),
      kinds: z
        .array(z.enum(['red', 'green']))
        .default(['red'])
        .describe('Which colours'),
      device_id: z.string().optional().describe('Where'),
      limit: z.int().min(1).max(50).default(20),
      public: z.boolean().optional().describe('For all to see'),
      loud: z.boolean().default(false),
    }),
  output: () =>
    z.object({
      name: z.string(),
      things: z.array(z.object({ name: z.string(), uri: z.string(), length_ms: z.int(), note: z.string().optional() })),
      next_offset: z.int().optional(),
    }),
  scopes: ['thing-read'],
  command: { path: ['thing', 'list'], positionals: ['things'] },
  async run(input) {
    asked.input = input;
    const things = input.things.filter((name) => name !== 'nothing');
    return {
      name: 'All things',
      things: things.map((name, index) => ({ name, uri: `spotify:thing:${index}`, length_ms: 61_500 })),
      ...(things.length > 0 && { next_offset: things.length }),
    };
  },
  text: ({ things }) =>
    things.length === 0 ? 'No things; try find_thing.' : things.map(({ name }) => name).join('\n'),
});

/** A tool that changes something, with one text to type. */
export const tinyWriter: Tool = defineTool({
  name: 'find_thing',
  title: 'Make a thing',
  description: 'Makes a thing.',
  toolset: 'library',
  effect: 'write',
  input: () => z.strictObject({ name: z.string().min(2) }),
  output: () => z.object({ made: z.string() }),
  scopes: ['thing-write'],
  command: { path: ['make'], positionals: ['name'] },
  async run({ name }, { signal }) {
    signal.throwIfAborted();
    if (name === 'twice') throw new UserInputError('It exists: see list_things.', 'Use list_things.');
    if (name === 'trouble') throw new Error('secret details');
    return { made: name };
  },
  text: ({ made }) => `Made ${made}.\u001b[2J`,
});
