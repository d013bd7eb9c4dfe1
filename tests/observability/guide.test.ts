import { expect, onTestFinished, test, vi } from 'vitest';
import { connectModern } from '../journeys/mcp-clients.ts';
import { startHttpServer } from '../journeys/mcp-server-process.ts';
import { readText } from '../repository/tree.ts';

// Starts a process: a busy machine may take its time.
vi.setConfig({ testTimeout: 30_000 });

test('the first number that the guide promises is there after one call', async () => {
  const guide = readText('docs/guide/observability.md');
  const [, path = '', name = ''] = /^curl -s http:\/\/127\.0\.0\.1:3333(\S+) \| grep (\w+)$/m.exec(guide) ?? [];
  const server = await startHttpServer({ TONEARM_BACKEND: 'emulator' });
  onTestFinished(() => void server.stop('SIGKILL'));
  const client = await connectModern({ url: server.url });
  await client.call('list_devices', {});
  await client.close();
  const lines = (await (await fetch(new URL(path, server.url))).text())
    .split('\n')
    .filter((line) => line.includes(name));
  expect(lines).toContainEqual(expect.stringMatching(/gen_ai_tool_name="list_devices".* 1$/));
});
