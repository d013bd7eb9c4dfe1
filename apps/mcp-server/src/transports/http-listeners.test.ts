import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { createMcpHandler } from '@modelcontextprotocol/server';
import { createWriteJournal, selectTools } from '@tonearm/tools';
import type { Runtime } from '@tonearm/tools/runtime';
import { expect, test, vi } from 'vitest';
import { createLazyRuntime } from '../lazy-runtime.js';
import type { PlaybackWatch } from '../playback-watch.js';
import { buildServer } from '../server.js';
import { createHttpListeners } from './http-listeners.js';

/** A watch whose changes the test makes, and clients that reach it as over HTTP. */
function setUp() {
  const watching = new Set<() => void>();
  const watch: PlaybackWatch = {
    listen(changed) {
      watching.add(changed);
      return () => watching.delete(changed);
    },
    lookAgain: () => undefined,
  };
  const report = (): void => undefined;
  const runtime = createLazyRuntime(async () => ({}) as Runtime);
  const factory = buildServer({
    ...{ tools: selectTools(), runtime, watch, journal: createWriteJournal() },
    ...{ transport: 'tcp', isEmulator: true, report },
  });
  const { bus, around } = createHttpListeners({ watch }, report);
  const handler = around(createMcpHandler(factory, { bus }));
  return {
    change: () => {
      for (const changed of watching) changed();
    },
    watches: () => watching.size,
    async connect() {
      const client = new Client({ name: 't', version: '1' }, { versionNegotiation: { mode: { pin: '2026-07-28' } } });
      const fetch: typeof globalThis.fetch = (url, init) => handler.fetch(new Request(url, init));
      await client.connect(new StreamableHTTPClientTransport(new URL('http://localhost/mcp'), { fetch }));
      const heard: string[] = [];
      client.setNotificationHandler('notifications/resources/updated', ({ params }) => void heard.push(params.uri));
      return { client, heard };
    },
  };
}

test('one watch serves all who listen for the player, and ends with the last of them', async () => {
  const { connect, watches, change } = setUp();
  const [one, two] = [await connect(), await connect()];
  expect(watches()).toBe(0);
  const first = await one.client.listen({ resourceSubscriptions: ['spotify://playback'] });
  const second = await two.client.listen({ resourceSubscriptions: ['spotify://playback'] });
  expect(watches()).toBe(1);
  change();
  await vi.waitFor(() => expect([one.heard, two.heard]).toEqual([['spotify://playback'], ['spotify://playback']]));
  await first.close();
  await vi.waitFor(() => expect(watches()).toBe(1));
  await second.close();
  await vi.waitFor(() => expect(watches()).toBe(0));
});

test('who listens for something else does not make anybody look at the player', async () => {
  const { connect, watches, change } = setUp();
  const { client, heard } = await connect();
  const listening = await client.listen({ resourceSubscriptions: ['spotify://queue'] });
  expect(watches()).toBe(0);
  change();
  await client.listTools();
  expect(heard).toEqual([]);
  await listening.close();
});
