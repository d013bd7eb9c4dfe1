import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { serverScript } from '../journeys/mcp-server-process.ts';

/** What something costs a conversation. */
export interface Cost {
  readonly what: string;
  readonly tools?: number;
  readonly bytes: number;
  readonly tokens: number;
}

/** What may be spent at most; what is not named may cost what it likes. */
export interface Budget {
  readonly tools?: number;
  readonly bytes?: number;
  readonly tokens?: number;
}

const kilobyte = 1024;

/** The budgets, by what is measured. */
export const budgets: Readonly<Record<string, Budget>> = {
  'list of tools, `--toolsets core`': { tools: 12, bytes: 10 * kilobyte },
  'list of tools, by default': { tools: 30, bytes: 24 * kilobyte },
  'list of tools, `--toolsets all`': { tools: 80, bytes: 64 * kilobyte },
  'instructions, `--toolsets core`': { bytes: 1.5 * kilobyte },
  'instructions, by default': { bytes: 1.5 * kilobyte },
  'instructions, `--toolsets all`': { bytes: 1.5 * kilobyte },
  'a search, 10 found': { tokens: 350 },
  '20 playlists': { tokens: 450 },
  'a playlist of 100': { tokens: 3000 },
};

const selections = [
  ['`--toolsets core`', ['--toolsets', 'core']],
  ['by default', []],
  ['`--toolsets all`', ['--toolsets', 'all']],
] as const;

/** Names as people give them to playlists. */
const playlistNames = [
  ...['Morning run', 'Songs for the road', '80s', 'Chill', 'Dinner with friends', 'From the radio', 'Workout 2024'],
  ...['Summer in Lisbon', 'Sunday coffee', 'Focus', 'Party', 'Slow', "Kids' choice", 'To listen', 'Best of last year'],
  ...['Autumn', 'Piano', 'Live', 'Guilty pleasures', 'New finds'],
];

/** Measures all of it on the built server, in front of its emulator. */
export async function measure(): Promise<readonly Cost[]> {
  const starts = await Promise.all(selections.map(([name, commandLine]) => measureStart(name, commandLine)));
  return [
    ...starts.map(({ list }) => list),
    ...starts.map(({ instructions }) => instructions),
    ...(await measureAnswers()),
  ];
}

async function measureStart(selection: string, commandLine: readonly string[]) {
  const client = await connect(commandLine);
  const { tools } = await client.listTools();
  const list = { ...cost(`list of tools, ${selection}`, JSON.stringify({ tools })), tools: tools.length };
  const instructions = cost(`instructions, ${selection}`, client.getInstructions() ?? '');
  await client.close();
  return { list, instructions };
}

async function measureAnswers(): Promise<readonly Cost[]> {
  const client = await connect(['--toolsets', 'all']);
  async function call(name: string, input: Record<string, unknown>) {
    const { content, structuredContent, isError } = await client.callTool({ name, arguments: input });
    const text = String(Object(content[0]).text);
    if (isError === true) throw new Error(text);
    return { text, structured: Object(structuredContent) as Record<string, unknown> };
  }
  const items: unknown[] = [];
  for (const offset of [0, 50]) {
    const { structured } = await call('search_catalog', { query: 'a', limit: 50, offset });
    const [result] = structured.results as [{ items: { uri: string }[] }];
    items.push(...result.items.map(({ uri }) => uri));
  }
  if (items.length !== 100) throw new Error(`The search gave ${items.length} items, not 100`);
  await call('create_playlist', { name: 'A hundred', items });
  for (const name of playlistNames) await call('create_playlist', { name });
  const answers: readonly (readonly [string, string, Record<string, unknown>])[] = [
    ['a search, 10 found', 'search_catalog', { query: 'a', limit: 10 }],
    ['20 playlists', 'list_playlists', { limit: 20 }],
    ['a playlist of 100', 'get_playlist', { playlist: 'A hundred' }],
    ['a playlist of 100, `detail: full`', 'get_playlist', { playlist: 'A hundred', detail: 'full' }],
    ['what is playing', 'get_playback', {}],
  ];
  const costs: Cost[] = [];
  for (const [what, tool, input] of answers) costs.push(cost(what, (await call(tool, input)).text));
  await client.close();
  return costs;
}

function cost(what: string, text: string): Cost {
  return { what, bytes: Buffer.byteLength(text), tokens: countTokens(text) };
}

async function connect(commandLine: readonly string[]): Promise<Client> {
  const client = new Client({ name: 'tonearm-tokens', version: '1.0.0' });
  // Only how fast it calls the emulator.
  const env = { PATH: process.env.PATH ?? '', TONEARM_BACKEND: 'emulator', TONEARM_APP_MODE: 'extended' };
  const args = [serverScript, ...commandLine];
  await client.connect(new StdioClientTransport({ command: process.execPath, args, env, stderr: 'ignore' }));
  return client;
}
