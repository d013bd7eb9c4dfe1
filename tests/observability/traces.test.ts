import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test, vi } from 'vitest';
import { shakeHands, startStdio } from '../mcp/stdio-child.ts';
import { root } from '../repository/tree.ts';

vi.setConfig({ testTimeout: 30_000 });

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';

test('the example of the guide follows a call of a tool and its requests, in the trace of the client', async () => {
  const guide = readFileSync(join(root, 'docs/guide/observability.md'), 'utf8');
  const [, example = ''] = /```js\n(.*?)```/s.exec(guide) ?? [];
  expect(example).toContain('tracingChannel');
  const folder = mkdtempSync(join(tmpdir(), 'tonearm-traces-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'spans.mjs');
  writeFileSync(file, example);
  const child = startStdio({ NODE_OPTIONS: `--import=${pathToFileURL(file)}` });
  await shakeHands(child);
  const _meta = { traceparent: `00-${traceId}-00f067aa0ba902b7-01` };
  child.send({ id: 1, method: 'tools/call', params: { name: 'list_devices', arguments: {}, _meta } });
  await child.answerTo(1);
  child.end();
  expect(await child.ended).toBe(0);
  const spans = child.errorOutput().match(new RegExp(`^.* ${traceId} [\\d.]+ ms$`, 'gm')) ?? [];
  expect(spans.map((line) => line.split(` ${traceId}`)[0])).toEqual(['player.devices', 'tools/call list_devices']);
});
