import { expect, test, vi } from 'vitest';
import { deafFetch, fakeFetch, json, rejection } from '../../test-support/fake-fetch.js';
import { clientCredentials } from '../auth/client-credentials.js';
import type { Middleware, Send } from '../call.js';
import { createClient } from '../client.js';
import { albums } from '../endpoints/albums.js';
import { InvalidParameterError } from '../errors.js';
import { createSpotifyClient } from '../spotify-client.js';

/** A client, and what hears of each call that passes: an answer that is kept would hide what is wrong with a question. */
function listening() {
  const heard = vi.fn();
  const middleware: Middleware[] = [
    (next) => (call) => {
      heard(call);
      return next(call);
    },
  ];
  return { spotify: createSpotifyClient({ token: 'token', middleware, ...fakeFetch(json({})) }), heard };
}

const wrongTimes = [Number.NaN, 0, -1, Number.POSITIVE_INFINITY, 2 ** 31];

test.each(wrongTimes)('%d ms are no time to wait, of the client or of a call', async (timeoutMs) => {
  const expected = { code: 'invalid_parameter', parameter: 'timeoutMs', hint: expect.stringContaining('milliseconds') };
  expect(() => createSpotifyClient({ token: 'token', timeoutMs })).toThrow(expect.objectContaining(expected));
  const { spotify, heard } = listening();
  const call = spotify.me.profile({}, { timeoutMs });
  expect(await rejection(call)).toMatchObject({ ...expected, endpoint: 'me.profile' });
  expect(heard).not.toHaveBeenCalled();
});

test.each([new AbortController(), 'signal', 7, {}, null])(
  '%o is no signal, and no call begins with it',
  async (wrong) => {
    const { spotify, heard } = listening();
    // @ts-expect-error it is no signal
    const error = await rejection(spotify.albums.get({ id: 'a1' }, { signal: wrong }));
    expect(error).toMatchObject({ code: 'invalid_parameter', parameter: 'signal', endpoint: 'albums.get' });
    expect(heard).not.toHaveBeenCalled();
  },
);

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

test.each([[], ['token'], [null]])('no options at all, as %j has none, leave the token to be asked for', (...given) => {
  const expected = expect.objectContaining({ code: 'invalid_parameter', parameter: 'token' });
  expect(() => Reflect.apply(createSpotifyClient, undefined, given)).toThrow(expected);
  expect(() => Reflect.apply(createClient, undefined, [{ albums }, ...given])).toThrow(expected);
});

test.each([7, {}, 'fetch', Promise.resolve()])(
  '%o is no fetch: that is said at once, and not at every call as if the connection were lost',
  async (wrong) => {
    const expected = { code: 'invalid_parameter', parameter: 'fetch', hint: expect.stringContaining('platform') };
    const fetch = wrong as unknown as typeof globalThis.fetch;
    expect(() => createSpotifyClient({ token: 'token', fetch })).toThrow(expect.objectContaining(expected));
    const token = clientCredentials({ clientId: 'app', clientSecret: 'hush', fetch });
    expect(await rejection(token.token())).toMatchObject(expected);
  },
);

test('so is a platform that has none', () => {
  vi.stubGlobal('fetch', undefined);
  try {
    expect(() => createSpotifyClient({ token: 'token' })).toThrow(expect.objectContaining({ parameter: 'fetch' }));
  } finally {
    vi.unstubAllGlobals();
  }
});

test.each(['two\nlines', 'プレーヤー', 'nul\0', 7])('%o is no name that a header can carry', (wrong) => {
  const userAgent = wrong as string;
  expect(() => createSpotifyClient({ token: 'token', userAgent })).toThrow(
    expect.objectContaining({ code: 'invalid_parameter', parameter: 'userAgent', hint: 'Write it like my-app/1.0.' }),
  );
});

test('a name with letters that a header can carry is sent', async () => {
  const { fetch, requests } = fakeFetch(json({}));
  await createSpotifyClient({ token: 'token', fetch, userAgent: 'Zoës app/1.0' }).me.profile();
  expect(requests[0]?.headers.get('user-agent')).toBe('Zoës app/1.0');
});

test.each([null, 7, true, 'e', 'es-MX, de', 'español'])(
  '%o is no language, of the client or of a call',
  async (wrong) => {
    const locale = wrong as string;
    const expected = { code: 'invalid_parameter', parameter: 'locale', hint: 'Write es or es-MX.' };
    const { fetch, requests } = fakeFetch(json({}));
    expect(await rejection(createSpotifyClient({ token: 'token', fetch, locale }).me.profile())).toMatchObject(
      expected,
    );
    const call = createSpotifyClient({ token: 'token', fetch }).me.profile({}, { locale });
    expect(await rejection(call)).toMatchObject(expected);
    expect(requests).toEqual([]);
  },
);

test.each([null, (next: Send) => next, 'log', {}, [(next: Send) => next, undefined]])(
  '%o is no list of middleware, of the whole client or of one of some rows',
  (wrong) => {
    const options = { token: 'token', middleware: wrong as readonly Middleware[] };
    const expected = { code: 'invalid_parameter', parameter: 'middleware', hint: 'Give [one].' };
    expect(() => createSpotifyClient(options)).toThrow(expect.objectContaining(expected));
    expect(() => createClient({ albums }, options)).toThrow(expect.objectContaining(expected));
  },
);

test('null in place of the options of a call is none, also for middleware', async () => {
  const { fetch, requests } = fakeFetch(json({ id: 'a1' }));
  const seen: unknown[] = [];
  const spy: Middleware = (next) => (call) => {
    seen.push(call.options);
    return next(call);
  };
  const spotify = createSpotifyClient({ token: 'token', fetch, middleware: [spy] });
  expect(await spotify.albums.get({ id: 'a1' }, null as never)).toEqual({ id: 'a1' });
  expect(await spotify.call('albums.get', { id: 'a1' }, null as never)).toEqual({ id: 'a1' });
  expect(seen).toEqual([{}, {}]);
  expect(requests).toHaveLength(2);
});

test.each(['apiUrl', 'accountsUrl'])('%s that is no address is refused with what to give', async (name) => {
  const wrong = 'https://api.example/v1?key=1';
  const refusal =
    name === 'apiUrl'
      ? new Promise(() => createSpotifyClient({ token: 'token', apiUrl: wrong }))
      : clientCredentials({ clientId: 'app', clientSecret: 'hush', accountsUrl: wrong }).token();
  expect(await rejection(refusal)).toMatchObject({
    ...{ code: 'invalid_parameter', parameter: name, hint: 'Give it without a query or password.' },
    message: `The option ${name} must be an http or https URL.`,
  });
});

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
  const hint = 'Known: albums.get, albums.tracks, albums.getMany.';
  expect(await rejection(spotify.call('album.get'))).toMatchObject({ parameter: 'name', hint });
});
