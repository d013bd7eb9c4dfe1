import { afterEach, expect, test, vi } from 'vitest';
import { deafFetch, fakeFetch, json, rejection } from '../../test-support/fake-fetch.js';
import type { TokenSource } from '../auth/token-source.js';
import { AbortedError, TimeoutError } from '../errors.js';
import { createSpotifyClient } from '../spotify-client.js';

const token = 'token';
const album = { id: 'a1' };

afterEach(() => {
  vi.useRealTimers();
});

test('giving up reaches fetch', async () => {
  const controller = new AbortController();
  const { fetch, requests } = fakeFetch(() => new Promise(() => {}));
  const error = rejection(createSpotifyClient({ token, fetch }).albums.get(album, { signal: controller.signal }));
  await vi.waitFor(() => expect(requests).toHaveLength(1));
  controller.abort();
  expect(await error).toBeInstanceOf(AbortedError);
  expect(requests[0]?.signal?.aborted).toBe(true);
});

test('giving up beforehand sends nothing', async () => {
  const { fetch, requests } = fakeFetch(json({}));
  const error = await rejection(createSpotifyClient({ token, fetch }).me.profile({}, { signal: AbortSignal.abort() }));
  expect(error).toBeInstanceOf(AbortedError);
  expect(requests).toHaveLength(0);
});

test.each([
  // The usual time is kept by a timer for all calls, which looks once a second.
  ['thirty seconds', {}, {}, 30_000, 1_000],
  ["the client's time", { timeoutMs: 700 }, {}, 700, 0],
  ["the call's time", { timeoutMs: 700 }, { timeoutMs: 50 }, 50, 0],
])(
  'giving up happens after %s when fetch never answers',
  async (_what, clientOptions, callOptions, timeoutMs, moreMs) => {
    vi.useFakeTimers();
    const spotify = createSpotifyClient({ token, fetch: deafFetch, ...clientOptions });
    const settled = vi.fn();
    const error = rejection(spotify.albums.get(album, callOptions)).finally(settled);
    await vi.advanceTimersByTimeAsync(timeoutMs - 1);
    expect(settled).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1 + moreMs);
    expect(await error).toBeInstanceOf(TimeoutError);
    expect(await error).toMatchObject({ timeoutMs, endpoint: 'albums.get' });
  },
);

test('giving up is not due while each step takes less than the time: the token, the request, another token and the request again', async () => {
  vi.useFakeTimers();
  const inMs = <T>(value: T, milliseconds = 400): Promise<T> =>
    new Promise((resolve) => setTimeout(() => resolve(value), milliseconds));
  const { fetch } = fakeFetch(
    () => inMs(new Response(null, { status: 401 })),
    () => inMs(json({ id: 'me' })),
  );
  const source: TokenSource = { token: () => inMs('old'), refresh: () => inMs('new') };
  const answer = createSpotifyClient({ token: source, fetch, timeoutMs: 500 }).me.profile();
  await vi.advanceTimersByTimeAsync(1_600);
  expect(await answer).toEqual({ id: 'me' });
  expect(vi.getTimerCount()).toBe(0);
});

test('giving up before the token comes sends nothing when it does', async () => {
  vi.useFakeTimers();
  const { fetch, requests } = fakeFetch(json({}));
  const source: TokenSource = { token: () => new Promise((resolve) => setTimeout(() => resolve('late'), 20)) };
  const error = rejection(createSpotifyClient({ token: source, fetch, timeoutMs: 10 }).me.profile());
  await vi.advanceTimersByTimeAsync(30);
  expect(await error).toBeInstanceOf(TimeoutError);
  expect(requests).toHaveLength(0);
});

test('giving up before the second token comes does not send again when it does', async () => {
  vi.useFakeTimers();
  const { fetch, requests } = fakeFetch(() => new Response(null, { status: 401 }));
  const source: TokenSource = {
    token: async () => 'old',
    refresh: () => new Promise((resolve) => setTimeout(() => resolve('late'), 20)),
  };
  const error = rejection(createSpotifyClient({ token: source, fetch, timeoutMs: 10 }).me.profile());
  await vi.advanceTimersByTimeAsync(30);
  expect(await error).toBeInstanceOf(TimeoutError);
  expect(requests).toHaveLength(1);
});

test('giving up before the answer comes takes no word of it, nor asks for another token', async () => {
  vi.useFakeTimers();
  const onHeaders = vi.fn();
  const refresh = vi.fn(async () => 'new');
  for (const late of [json({ id: 'me' }), new Response(null, { status: 401 })]) {
    const fetch = () => new Promise<Response>((resolve) => setTimeout(() => resolve(late), 20));
    const source: TokenSource = { token: async () => 'old', refresh };
    const error = rejection(createSpotifyClient({ token: source, fetch, timeoutMs: 10 }).me.profile({}, { onHeaders }));
    await vi.advanceTimersByTimeAsync(30);
    expect(await error).toBeInstanceOf(TimeoutError);
  }
  expect(onHeaders).not.toHaveBeenCalled();
  expect(refresh).not.toHaveBeenCalled();
});

test('giving up also ends waiting for a token', async () => {
  vi.useFakeTimers();
  const spotify = createSpotifyClient({ token: { token: () => new Promise(() => {}) }, timeoutMs: 10 });
  const error = rejection(spotify.me.profile());
  await vi.advanceTimersByTimeAsync(10);
  expect(await error).toBeInstanceOf(TimeoutError);
});

test.each(['the time', 'the caller'])(
  'an end by %s tells of what was sent, whatever was done to the parameters since',
  async (what) => {
    vi.useFakeTimers();
    const controller = new AbortController();
    const params: { id: string } = { id: 'a1' };
    const spotify = createSpotifyClient({ token, fetch: deafFetch, timeoutMs: 10 });
    const error = rejection(spotify.albums.get(params, { signal: controller.signal }));
    params.id = 'no/id';
    if (what === 'the caller') controller.abort();
    await vi.advanceTimersByTimeAsync(10);
    const url = 'https://api.spotify.com/v1/albums/a1';
    expect(await error).toMatchObject({ code: what === 'the time' ? 'timeout' : 'aborted', request: { url } });
  },
);
