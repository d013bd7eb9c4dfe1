import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { createMcpHandler, InMemoryTransport, type McpServerFactory } from '@modelcontextprotocol/server';
import { tools as allTools, createWriteJournal, defineTool, prompts, type Tool } from '@tonearm/tools';
import { type Operation, type Runtime, silentLogger } from '@tonearm/tools/runtime';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createLazyRuntime } from './lazy-runtime.js';
import { buildServer } from './server.js';

const counted: Operation[] = [];
const recordOperation = (operation: Operation): void => void counted.push(operation);
const runtime = { spotify: {}, logger: silentLogger, recordOperation } as unknown as Runtime;

/** A tool that asks, and does only what the person says. */
const asking = (done: string[]): Tool =>
  defineTool({
    name: 'take_away',
    title: 'Take away',
    description: 'Takes something away.',
    toolset: 'library',
    effect: 'destroy',
    input: () => z.strictObject({ what: z.string() }),
    output: () => z.object({ answer: z.string() }),
    scopes: [],
    async run({ what }, { ask }) {
      const answer = (await ask?.(`Take away ${what}?`)) ?? 'nobody_to_ask';
      if (answer === 'yes') done.push(what);
      return { answer };
    },
    text: ({ answer }) => answer,
  });

/** A tool that tells how far it has come. */
const counting: Tool = defineTool({
  name: 'count_slowly',
  title: 'Count',
  description: 'Counts.',
  toolset: 'library',
  effect: 'read',
  input: () => z.strictObject({}),
  output: () => z.object({}),
  scopes: [],
  async run(_input, { progress }) {
    for (const done of [1, 2, 2, 1, 3]) progress?.({ done, total: 3 });
    return {};
  },
  text: () => 'three',
});

const factoryOf = (tools: readonly Tool[]): McpServerFactory =>
  buildServer({
    tools,
    runtime: createLazyRuntime(async () => runtime),
    transport: 'pipe',
    journal: createWriteJournal(),
    isEmulator: true,
    report: () => undefined,
  });

type Person = { readonly action: 'accept' | 'decline'; readonly confirm?: boolean } | undefined;

/** A client with a person who answers forms, or without one. */
function clientOf(person: Person, modern: boolean, questions: string[] = []): Client {
  const client = new Client(
    { name: 'test', version: '1' },
    {
      capabilities: person === undefined ? {} : { elicitation: { form: {} } },
      ...(modern && { versionNegotiation: { mode: { pin: '2026-07-28' } } }),
    },
  );
  if (person !== undefined) {
    client.setRequestHandler('elicitation/create', ({ params }) => {
      questions.push(params.message);
      return {
        action: person.action,
        ...(person.action === 'accept' && { content: { confirm: person.confirm === true } }),
      };
    });
  }
  return client;
}

async function connect(client: Client, factory: McpServerFactory, modern: boolean): Promise<Client> {
  if (modern) {
    const handler = createMcpHandler(factory);
    const fetch: typeof globalThis.fetch = (url, init) => handler.fetch(new Request(url, init));
    await client.connect(new StreamableHTTPClientTransport(new URL('http://localhost/mcp'), { fetch }));
    return client;
  }
  const [ours, theirs] = InMemoryTransport.createLinkedPair();
  await (await factory({ era: 'legacy' })).connect(theirs);
  await client.connect(ours);
  return client;
}

describe.each([
  ['2025', false],
  ['2026-07-28', true],
] as const)('with a client of %s', (_era, modern) => {
  test.each([
    ['a yes', { action: 'accept', confirm: true }, 'yes'],
    ['a no', { action: 'accept', confirm: false }, 'no'],
    ['a refusal', { action: 'decline' }, 'no'],
  ] as const)('%s of the person reaches the tool', async (_words, person, answer) => {
    const done: string[] = [];
    const questions: string[] = [];
    counted.length = 0;
    const client = await connect(clientOf(person, modern, questions), factoryOf([asking(done)]), modern);
    const result = await client.callTool({ name: 'take_away', arguments: { what: 'it' } });
    expect(result.structuredContent).toEqual({ answer });
    expect(questions).toEqual(['Take away it?']);
    expect(done).toEqual(answer === 'yes' ? ['it'] : []);
    expect(counted.filter(({ errorType }) => errorType !== undefined)).toEqual([]);
  });

  test('a yes to another question than the one that arises now does not count', async () => {
    let left = 3;
    const asked: string[] = [];
    const tool = defineTool({
      ...asking([]),
      input: () => z.strictObject({}),
      output: () => z.object({ answer: z.string() }),
      async run(_input, { ask }) {
        // Somebody else takes things away meanwhile.
        left = Math.max(1, left - 1);
        return { answer: (await ask?.(`Take away the last ${left}?`)) ?? '' };
      },
      text: ({ answer }) => answer,
    });
    const client = await connect(
      clientOf({ action: 'accept', confirm: true }, modern, asked),
      factoryOf([tool]),
      modern,
    );
    const { structuredContent } = await client.callTool({ name: 'take_away', arguments: {} });
    expect(structuredContent).toEqual({ answer: 'yes' });
    expect(asked).toEqual(['Take away the last 2?', 'Take away the last 1?']);
  });

  test('a client without forms has nobody to ask', async () => {
    const client = await connect(clientOf(undefined, modern), factoryOf([asking([])]), modern);
    const result = await client.callTool({ name: 'take_away', arguments: { what: 'it' } });
    expect(result.structuredContent).toEqual({ answer: 'nobody_to_ask' });
  });

  test('every prompt that the tools can carry out is listed, filled in, and refused when incomplete', async () => {
    const client = await connect(clientOf(undefined, modern), factoryOf(allTools), modern);
    const { prompts: listed } = await client.listPrompts();
    expect(listed.map(({ name }) => name)).toEqual(prompts.map(({ name }) => name));
    for (const { name, arguments: list = [] } of listed) {
      const filled = Object.fromEntries(list.map((argument) => [argument.name, `<${argument.name}>`]));
      const { messages } = await client.getPrompt({ name, arguments: filled });
      expect(JSON.stringify(messages)).not.toContain('undefined');
      for (const argument of list) expect(JSON.stringify(messages)).toContain(`<${argument.name}>`);
    }
    await expect(client.getPrompt({ name: 'find_similar' })).rejects.toThrow('needs the argument "reference"');
    await expect(client.getPrompt({ name: 'whats_plying' })).rejects.toThrow('Did you mean "whats_playing"?');
  });

  test('a server with few tools offers few prompts', async () => {
    const client = await connect(clientOf(undefined, modern), factoryOf([counting]), modern);
    expect((await client.listPrompts()).prompts).toEqual([]);
  });

  test('progress only rises, also when a job begins its next stage, and only whoever asked hears of it', async () => {
    const client = await connect(clientOf(undefined, modern), factoryOf([counting]), modern);
    const heard: number[] = [];
    await client.callTool({ name: 'count_slowly' }, { onprogress: ({ progress }) => void heard.push(progress) });
    expect(heard).toEqual([1, 2, 3, 5]);
    await client.callTool({ name: 'count_slowly' });
    expect(heard).toHaveLength(4);
  });
});
