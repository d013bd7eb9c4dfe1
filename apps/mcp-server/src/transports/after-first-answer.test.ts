import { InMemoryTransport } from '@modelcontextprotocol/server';
import { expect, test, vi } from 'vitest';
import { afterFirstAnswer } from './after-first-answer.js';

test('begins once, when the first answer has left and not with what is only news', async () => {
  const [ours, theirs] = InMemoryTransport.createLinkedPair();
  const begin = vi.fn();
  const transport = afterFirstAnswer(ours, begin);
  const received: unknown[] = [];
  theirs.onmessage = (message) => {
    received.push([message, begin.mock.calls.length]);
  };
  await Promise.all([transport.start(), theirs.start()]);
  const news = { jsonrpc: '2.0', method: 'notifications/message' } as const;
  const answer = { jsonrpc: '2.0', id: 1, result: {} } as const;
  await transport.send(news);
  expect(begin).not.toHaveBeenCalled();
  await transport.send(answer);
  expect(begin).toHaveBeenCalledTimes(1);
  await transport.send(answer);
  expect(begin).toHaveBeenCalledTimes(1);
  expect(received).toEqual([
    [news, 0],
    [answer, 0],
    [answer, 1],
  ]);
});
