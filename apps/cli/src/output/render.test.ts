import { defineTool } from '@tonearm/tools';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { bufferStreams } from '../testing/buffers.js';
import { tryCommand } from '../testing/try-command.js';

const row = z.object({ name: z.string(), uri: z.string(), kind: z.string() });

const groups = defineTool({
  name: 'show_groups',
  title: 'Show groups',
  description: 'Shows groups.',
  toolset: 'catalog',
  effect: 'read',
  input: () => z.strictObject({}),
  output: () =>
    z.object({
      name: z.string(),
      owner: z.object({ name: z.string() }),
      groups: z.array(z.object({ kind: z.string(), items: z.array(row), missing: z.int() })),
    }),
  scopes: [],
  command: { path: ['groups'] },
  run: async () => ({
    name: 'Everything',
    owner: { name: 'Linn' },
    groups: ['red', 'green'].map((kind) => ({
      kind,
      items: [{ name: `A ${kind} one`, uri: 'x:1', kind }],
      missing: 0,
    })),
  }),
  text: () => 'groups',
});

async function show(width: number): Promise<string> {
  const streams = bufferStreams({ isTTY: true, width });
  return (await tryCommand(['groups', '-q'], { tools: [groups], streams })).out;
}

test('a list of lists gives one table each, without the column that its heading says', async () => {
  expect(await show(80)).toBe(
    'kind: red\nNAME       URI\nA red one  x:1\n\nkind: green\nNAME         URI\nA green one  x:1\n',
  );
});

test('a pipe gets the rows of all of them, which still say what they are', async () => {
  const { out } = await tryCommand(['groups'], { tools: [groups] });
  expect(out).toBe('A red one\tx:1\tred\nA green one\tx:1\tgreen\n');
});

test('a heading that is too wide takes a line for each fact', async () => {
  const single = defineTool({
    ...groups,
    input: () => groups.input,
    output: () => z.object({ name: z.string(), made_by: z.string(), items: z.array(row) }),
    run: async () => ({ name: 'Rainy Kitchen', made_by: 'Linn', items: [{ name: 'One', uri: 'x:1', kind: 'red' }] }),
    text: () => 'single',
  });
  const lines = async (width: number): Promise<readonly string[]> => {
    const streams = bufferStreams({ isTTY: true, width });
    return (await tryCommand(['groups', '-q'], { tools: [single], streams })).out.split('\n');
  };
  expect((await lines(40))[0]).toBe('Rainy Kitchen  made by: Linn');
  expect((await lines(20)).slice(0, 2)).toEqual(['Rainy Kitchen', 'made by: Linn']);
});
