import { selectTools } from '@tonearm/tools';
import { describe, expect, test, vi } from 'vitest';
import { connectModern } from '../journeys/mcp-clients.ts';
import { shakeHands, startStdio, toolCall } from './stdio-child.ts';

// Every test starts processes: a busy machine may take its time.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

/** Spotify's developer mode and every client's patience set these limits. */
const maxListBytes = 24 * 1024;
const maxToolBytes = 1_200;
const maxInstructionBytes = 1_500;

interface ListedTool {
  readonly name: string;
  readonly description: string;
  readonly inputSchema: object;
  readonly annotations: Readonly<Record<string, unknown>>;
}

async function listTools(
  commandLine: string,
  environment: Record<string, string> = {},
): Promise<readonly ListedTool[]> {
  const child = startStdio(environment, commandLine.split(' ').filter(Boolean));
  await shakeHands(child);
  child.send({ id: 1, method: 'tools/list' });
  const { result } = await child.answerTo(1);
  child.end();
  return (result?.tools ?? []) as readonly ListedTool[];
}

const names = async (commandLine: string, environment?: Record<string, string>): Promise<readonly string[]> =>
  (await listTools(commandLine, environment)).map(({ name }) => name);

describe('what a model is told at the start', () => {
  test('fits its budget', async () => {
    const child = startStdio();
    const { result } = await shakeHands(child);
    child.send({ id: 1, method: 'tools/list' });
    await child.answerTo(1);
    child.end();
    expect(Buffer.byteLength(String(result?.instructions))).toBeLessThanOrEqual(maxInstructionBytes);
    const list = child.lines.find((line) => line.includes('"inputSchema"')) ?? '';
    expect(Buffer.byteLength(list)).toBeLessThanOrEqual(maxListBytes);
  });

  test('gives every tool a name that all clients take, its own hints and a small schema', async () => {
    for (const { name, description, inputSchema, annotations } of await listTools('')) {
      expect(name).toMatch(/^[a-z][a-z0-9_]{2,39}$/);
      expect(description.length).toBeLessThanOrEqual(300);
      expect(Buffer.byteLength(JSON.stringify(inputSchema))).toBeLessThanOrEqual(maxToolBytes);
      expect(inputSchema).toMatchObject({ type: 'object', additionalProperties: false });
      expect(annotations).toMatchObject({ title: expect.any(String), readOnlyHint: expect.any(Boolean) });
      if (annotations.readOnlyHint === false) expect(annotations.destructiveHint).toEqual(expect.any(Boolean));
    }
  });

  test('is the same for a client of 2026-07-28', async () => {
    const client = await connectModern({ environment: {} });
    expect((await client.listTools()).map(({ name }) => name)).toEqual(await names(''));
    expect(client.instructions()).toContain('unofficial');
    await client.close();
  });
});

describe('what each selection costs a conversation', () => {
  test.each([
    ['--toolsets core', 12, 10 * 1024],
    ['', 30, 24 * 1024],
    ['--toolsets all', 80, 64 * 1024],
  ])('%j stays within its budget', async (commandLine, mostTools, mostBytes) => {
    const listed = await listTools(commandLine);
    expect(listed.length).toBeLessThanOrEqual(mostTools);
    expect(Buffer.byteLength(JSON.stringify({ tools: listed }))).toBeLessThanOrEqual(mostBytes);
  });
});

describe('what the operator leaves out', () => {
  test('is gone from the list', async () => {
    const insights = selectTools({ toolsets: ['insights'] }).map(({ name }) => name);
    expect(await names('--toolsets insights')).toEqual(insights);
    expect(await names('', { TONEARM_TOOLSETS: 'insights' })).toEqual(insights);
    expect(await names('--tools get_album,get_queue')).toEqual(['get_album', 'get_queue']);
    expect(await names('--toolsets catalog --exclude-tools get_artist')).toEqual([
      'search_catalog',
      'get_items',
      'get_album',
      'get_show',
    ]);
    for (const { annotations } of await listTools('--read-only'))
      expect(annotations).toMatchObject({ readOnlyHint: true });
  });

  test('cannot be called either', async () => {
    const child = startStdio({}, ['--read-only']);
    await shakeHands(child);
    child.send(toolCall(1, 'create_playlist', { name: 'No' }));
    expect((await child.answerTo(1)).error).toMatchObject({ code: -32_602 });
    child.end();
  });
});
