import { expect, test, vi } from 'vitest';
import { deafFetch, fakeFetch, json, rejection } from '../../test-support/fake-fetch.js';
import { InvalidParameterError } from '../errors.js';
import { createSpotifyClient } from '../spotify-client.js';

const wrongTimes = [Number.NaN, 0, -1, Number.POSITIVE_INFINITY, 2 ** 31];

test.each(wrongTimes)('%d ms are no time to wait, of the client or of a call', async (timeoutMs) => {
  const expected = { code: 'invalid_parameter', parameter: 'timeoutMs', hint: expect.stringContaining('milliseconds') };
  expect(() => createSpotifyClient({ token: 'token', timeoutMs })).toThrow(expect.objectContaining(expected));
  const { fetch, requests } = fakeFetch(json({}));
  const call = createSpotifyClient({ token: 'token', fetch }).me.profile({}, { timeoutMs });
  expect(await rejection(call)).toMatchObject(expected);
  expect(requests).toEqual([]);
});

test('a call waits as long as a timer can', async () => {
  vi.useFakeTimers();
  const ended = vi.fn();
  createSpotifyClient({ token: 'token', fetch: deafFetch, timeoutMs: 2 ** 31 - 1 })
    .me.profile()
    .catch(ended);
  await vi.advanceTimersByTimeAsync(2 ** 31 - 2);
  expect(ended).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(ended).toHaveBeenCalledOnce();
  vi.useRealTimers();
});

test.each([undefined, null, 7, {}, () => 'token', Promise.resolve('token')])(
  '%o gives no token, and that is said at once',
  (token) => {
    const create = () => createSpotifyClient({ token: token as unknown as string });
    expect(create).toThrow(InvalidParameterError);
    expect(create).toThrow(
      expect.objectContaining({ parameter: 'token', hint: expect.stringContaining('storedToken') }),
    );
  },
);

test('an app mode that nobody knows is refused, and not taken for another', () => {
  const appMode = 'dev' as 'development';
  expect(() => createSpotifyClient({ token: 'token', appMode })).toThrow(
    expect.objectContaining({ parameter: 'appMode', hint: 'Possible: auto, development, extended.' }),
  );
});

test.each([null, 'a1', ['a1'], 7])('%o in place of the parameters by name is refused', async (params) => {
  const { fetch, requests } = fakeFetch(json({}));
  const spotify = createSpotifyClient({ token: 'token', fetch });
  expect(await rejection(spotify.me.profile(params as never))).toMatchObject({
    parameter: 'params',
    endpoint: 'me.profile',
  });
  expect(requests).toEqual([]);
});

test('a name that is nearly right is answered with those that may be meant', async () => {
  const spotify = createSpotifyClient({ token: 'token' });
  const hint = 'Known names: albums.get, albums.tracks, albums.getMany.';
  expect(await rejection(spotify.call('album.get'))).toMatchObject({ parameter: 'name', hint });
});
