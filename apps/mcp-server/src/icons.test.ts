import { readFileSync } from 'node:fs';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { createMcpHandler } from '@modelcontextprotocol/server';
import { createWriteJournal } from '@tonearm/tools';
import { expect, test } from 'vitest';
import { icons } from './icons.js';
import { createLazyRuntime } from './lazy-runtime.js';
import { buildServer } from './server.js';
import { echo } from './testing/test-tools.js';

test.each([
  ['image/png', 'icon.png'],
  ['image/svg+xml', 'icon.svg'],
])('the icon of type %s is the file %s', (mimeType, file) => {
  const bytes = readFileSync(new URL(`../assets/${file}`, import.meta.url));
  const icon = icons.find((each) => each.mimeType === mimeType);
  expect(icon?.src).toBe(`data:${mimeType};base64,${bytes.toString('base64')}`);
});

test('is small: over stdio a client of 2026 gets it with every answer', () => {
  expect(JSON.stringify(icons).length).toBeLessThan(1500);
});

test('over HTTP it goes with the answer that introduces the server, and with no other', async () => {
  const factory = buildServer({
    ...{ tools: [echo], runtime: createLazyRuntime(() => Promise.reject(new Error('not needed'))) },
    ...{ journal: createWriteJournal(), transport: 'tcp', isEmulator: true, report: () => undefined },
  });
  const handler = createMcpHandler(factory);
  const client = new Client({ name: 't', version: '1' }, { versionNegotiation: { mode: { pin: '2026-07-28' } } });
  const answers: string[] = [];
  const fetch: typeof globalThis.fetch = async (url, init) => {
    const response = await handler.fetch(new Request(url, init));
    answers.push(await response.clone().text());
    return response;
  };
  await client.connect(new StreamableHTTPClientTransport(new URL('http://localhost/mcp'), { fetch }));
  await client.listTools();
  expect(client.getServerVersion()?.icons).toEqual(icons);
  expect(answers.map((answer) => answer.includes('image/png'))).toEqual([true, false]);
});
