import { tracingChannel } from 'node:diagnostics_channel';
import { afterEach, expect, test } from 'vitest';
import { channelNames, type TracedWork, traced } from './diagnostics.js';
import { runInRequest } from './request-context.js';

const heard: string[] = [];
const subscribers = {
  start: (work: object) => heard.push(`start ${(work as TracedWork).name} ${(work as TracedWork).correlationId}`),
  end: () => undefined,
  asyncStart: () => undefined,
  asyncEnd: (work: object) => heard.push(`end ${(work as TracedWork).name}`),
  error: (work: object) => heard.push(`error ${(work as TracedWork).name}`),
};
const channels = Object.values(channelNames).map((name) => tracingChannel(name));
afterEach(() => {
  for (const channel of channels) channel.unsubscribe(subscribers);
  heard.length = 0;
});

const request = (run: () => Promise<string>): Promise<string> =>
  traced('request', { name: 'albums.get', attributes: {} }, run);

test('tells subscribers of work and of the work within it, and for which request it is done', async () => {
  for (const channel of channels) channel.subscribe(subscribers);
  const operation = { name: 'tools/call get_album', attributes: {} };
  const run = () => traced('operation', operation, () => request(async () => 'an album'));
  expect(await runInRequest({ correlationId: 'a' }, run)).toBe('an album');
  expect(heard).toEqual([
    'start tools/call get_album a',
    'start albums.get a',
    'end albums.get',
    'end tools/call get_album',
  ]);
});

test('tells of a failure, and throws it unchanged', async () => {
  for (const channel of channels) channel.subscribe(subscribers);
  const failure = new Error('gone');
  await expect(request(() => Promise.reject(failure))).rejects.toBe(failure);
  expect(heard).toEqual(['start albums.get undefined', 'error albums.get', 'end albums.get']);
});

test('does nothing when nobody has subscribed', async () => {
  expect(await request(async () => 'an album')).toBe('an album');
  expect(heard).toEqual([]);
});
