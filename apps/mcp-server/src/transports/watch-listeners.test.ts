import { InMemoryTransport, type JSONRPCMessage, SUBSCRIPTION_ID_META_KEY } from '@modelcontextprotocol/server';
import { expect, test, vi } from 'vitest';
import { watchListeners } from './watch-listeners.js';

async function setUp() {
  const [ours, theirs] = InMemoryTransport.createLinkedPair();
  const stop = vi.fn();
  const began = vi.fn((uris: readonly string[]) => (uris.length > 0 ? stop : undefined));
  const watched = watchListeners(ours, began);
  const received: JSONRPCMessage[] = [];
  const onclose = vi.fn();
  watched.onmessage = (message) => void received.push(message);
  watched.onclose = onclose;
  await watched.start();
  const acknowledge = (id: number, notifications: object) =>
    watched.send({
      jsonrpc: '2.0',
      method: 'notifications/subscriptions/acknowledged',
      params: { notifications, _meta: { [SUBSCRIPTION_ID_META_KEY]: id } },
    });
  const cancel = (requestId: number) =>
    theirs.send({ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId } });
  return { watched, theirs, began, stop, received, onclose, acknowledge, cancel };
}

test('hears of who begins to listen and for what, and that they stopped, once', async () => {
  const { acknowledge, cancel, began, stop, received } = await setUp();
  await acknowledge(7, { resourceSubscriptions: ['spotify://playback'] });
  await acknowledge(8, { toolsListChanged: true });
  expect(began.mock.calls).toEqual([[['spotify://playback']], [[]]]);
  await cancel(8);
  expect(stop).not.toHaveBeenCalled();
  await cancel(7);
  await cancel(7);
  expect(stop).toHaveBeenCalledTimes(1);
  // What it looks at goes on its way.
  expect(received).toHaveLength(3);
});

test('an answer to the request ends the listening too, and so does the end of the connection', async () => {
  const { watched, acknowledge, stop, onclose } = await setUp();
  await acknowledge(1, { resourceSubscriptions: ['spotify://playback'] });
  await watched.send({ jsonrpc: '2.0', id: 1, result: {} });
  expect(stop).toHaveBeenCalledTimes(1);
  await acknowledge(2, { resourceSubscriptions: ['spotify://playback'] });
  await watched.close();
  expect(stop).toHaveBeenCalledTimes(2);
  expect(onclose).toHaveBeenCalled();
});
