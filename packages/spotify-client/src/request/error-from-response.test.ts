import { describe, expect, test } from 'vitest';
import { spotifyError } from '../../test-support/fake-fetch.js';
import { listEndpoints } from '../endpoints/index.js';
import {
  AuthenticationError,
  BadRequestError,
  ForbiddenError,
  NoActiveDeviceError,
  NotFoundError,
  QuotaExceededError,
  RateLimitError,
  ServerError,
  UnexpectedResponseError,
} from '../errors.js';
import { errorFromResponse } from './error-from-response.js';

const now = Date.parse('2026-11-21T12:00:00Z');

async function errorFor(response: Response, name = 'albums.get') {
  const endpoint = listEndpoints().find((row) => row.name === name);
  if (endpoint === undefined) throw new Error(`There is no row ${name}.`);
  const text = await response.clone().text();
  return errorFromResponse({ status: response.status, headers: response.headers, text }, endpoint, now);
}

const text = (status: number, body: string | null, headers: Record<string, string> = {}): Response =>
  new Response(body, { status, headers });

test('a 401 without a header tells the reason that its body gives', async () => {
  expect(await errorFor(spotifyError(401, 'No', 'EXPIRED'))).toMatchObject({
    code: 'authentication',
    reason: 'EXPIRED',
  });
});

describe('a 403', () => {
  const causes: readonly [string, string, Response, string][] = [
    ['a missing scope', 'library.save', spotifyError(403, 'Insufficient client scope'), 'scope'],
    ['an endpoint that is closed to the app', 'albums.get', spotifyError(403, 'Forbidden'), 'app-mode'],
    ['a playlist of someone else', 'playlists.items', spotifyError(403, 'Forbidden'), 'not-allowed'],
    [
      "the app's owner without Premium, as plain text",
      'search.search',
      text(
        403,
        'Active premium subscription required for the owner of the app. When the subscription status changes, it can take a few hours before requests are allowed again.',
      ),
      'owner-premium',
    ],
    [
      'a person who is not on the list, as plain text',
      'me.profile',
      text(403, 'Check settings on developer.spotify.com/dashboard, the user may not be registered.'),
      'not-allowed',
    ],
    [
      'a person without Premium',
      'player.play',
      spotifyError(403, 'Player command failed: Premium required', 'PREMIUM_REQUIRED'),
      'premium',
    ],
    [
      'a command that does not apply',
      'player.pause',
      spotifyError(403, 'Player command failed: Restriction violated', 'UNKNOWN'),
      'restricted',
    ],
    [
      'the older text for a person not on the list',
      'me.profile',
      text(403, 'User not registered in the Developer Dashboard'),
      'not-allowed',
    ],
    [
      'a command that does not apply, without a reason',
      'player.pause',
      spotifyError(403, 'Player command failed: Restriction violated'),
      'restricted',
    ],
    [
      'a device whose volume is its own',
      'player.volume',
      spotifyError(403, 'Player command failed: Cannot control device volume', 'VOLUME_CONTROL_DISALLOW'),
      'restricted',
    ],
    ['a web page', 'albums.get', text(403, '<html>no</html>'), 'unknown'],
    ['nothing at all', 'albums.get', text(403, null), 'unknown'],
    ['words that nobody has seen', 'albums.get', spotifyError(403, 'Something new'), 'unknown'],
    [
      'a person without Premium, by its reason alone',
      'player.play',
      spotifyError(403, 'No', 'PREMIUM_REQUIRED'),
      'premium',
    ],
    ['a person without Premium, by its words alone', 'player.play', spotifyError(403, 'Premium required'), 'premium'],
  ];

  test.each(causes)('for %s', async (_cause, name, response, kind) => {
    const error = await errorFor(response, name);
    expect(error).toBeInstanceOf(ForbiddenError);
    expect(error).toMatchObject({ kind, code: `forbidden_${kind.replace('-', '_')}`, status: 403, isRetryable: false });
    expect(error.endpoint).toBe(name);
  });

  test('tells each of its causes by a hint of its own', async () => {
    const errors = await Promise.all(causes.slice(0, 7).map(([, name, response]) => errorFor(response, name)));
    expect(new Set(errors.map((error) => error.hint)).size).toBe(7);
  });

  test.each([
    ['NOT_PLAYING_TRACK', 'Start something first.'],
    ['NOT_PLAYING_CONTEXT', 'Start an album, a playlist or a show first.'],
    ['NO_SPECIFIC_TRACK', 'The offset is not in what is to be played.'],
    ['RATE_LIMITED', 'Wait for some seconds: commands came too quickly.'],
    ['ENDLESS_CONTEXT', 'It may already be so, or the device or what is playing does not allow it.'],
  ])('of the player for the reason %s says what to do', async (reason, hint) => {
    expect(await errorFor(spotifyError(403, 'Player command failed: x', reason), 'player.play')).toMatchObject({
      ...{ kind: 'restricted', reason, hint },
    });
  });

  test('names the scopes that are missing', async () => {
    const error = await errorFor(spotifyError(403, 'Insufficient client scope'), 'player.play');
    expect(error.message).toContain('user-modify-playback-state');
  });
});

describe('a 429', () => {
  test('of the short window can be waited for', async () => {
    const error = await errorFor(spotifyError(429, 'API rate limit exceeded', undefined, { 'retry-after': '11' }));
    expect(error).toBeInstanceOf(RateLimitError);
    expect(error).toMatchObject({ code: 'rate_limited', retryAfterMs: 11_000, isRetryable: true });
  });

  test.each([
    ['an empty body', text(429, null)],
    ['a text', text(429, 'Too many requests')],
    ['a Retry-After that says nothing', text(429, null, { 'retry-after': 'later' })],
  ])('with %s is still a rate limit, without a time', async (_what, response) => {
    const error = await errorFor(response);
    expect(error).toBeInstanceOf(RateLimitError);
    expect(error).not.toHaveProperty('retryAfterMs');
  });

  test('reads an HTTP date', async () => {
    const error = await errorFor(text(429, null, { 'retry-after': 'Sat, 21 Nov 2026 12:00:07 GMT' }));
    expect(error).toMatchObject({ code: 'rate_limited', retryAfterMs: 7000 });
  });

  test('of the quota is never retried, and says when it ends', async () => {
    const headers = { 'retry-after': '86207' };
    const error = await errorFor(spotifyError(429, 'Too many requests', 'QUOTA_EXCEEDED', headers));
    expect(error).toBeInstanceOf(QuotaExceededError);
    expect(error).toMatchObject({ code: 'quota_exceeded', retryAfterMs: 86_207_000, isRetryable: false });
  });

  test('of the quota is known by its reason alone', async () => {
    expect(await errorFor(spotifyError(429, 'Too many requests', 'QUOTA_EXCEEDED'))).toBeInstanceOf(QuotaExceededError);
  });

  test('of the quota is known by a long wait alone', async () => {
    expect(await errorFor(text(429, null, { 'retry-after': '61' }))).toBeInstanceOf(QuotaExceededError);
    expect(await errorFor(text(429, null, { 'retry-after': '60' }))).toBeInstanceOf(RateLimitError);
  });
});

describe('other answers', () => {
  test('a 401 is told by its header, whatever its message', async () => {
    const header = { 'www-authenticate': 'Bearer realm="spotify", error="missing_token", error_description="x"' };
    const missing = await errorFor(spotifyError(401, 'Missing/invalid/expired access token', undefined, header));
    expect(missing).toBeInstanceOf(AuthenticationError);
    expect(missing).toMatchObject({
      reason: 'missing_token',
      code: 'authentication',
      message: 'Spotify got no access token.',
      hint: expect.stringContaining('Log in'),
    });
    expect(await errorFor(text(401, null))).toBeInstanceOf(AuthenticationError);
  });

  test('a 404 without a device is told from a 404', async () => {
    const device = spotifyError(404, 'Player command failed: No active device found', 'NO_ACTIVE_DEVICE');
    expect(await errorFor(device, 'player.play')).toBeInstanceOf(NoActiveDeviceError);
    expect(await errorFor(spotifyError(404, 'Resource not found'))).toBeInstanceOf(NotFoundError);
    expect(await errorFor(text(404, '<html>'))).toBeInstanceOf(NotFoundError);
  });

  test.each([
    ['by its reason alone', spotifyError(404, 'Not found', 'NO_ACTIVE_DEVICE')],
    ['by its message alone', spotifyError(404, 'Player command failed: No active device found')],
  ])('for want of a device is known %s', async (_how, response) => {
    expect(await errorFor(response, 'player.play')).toBeInstanceOf(NoActiveDeviceError);
  });

  test("a 400 repeats Spotify's words", async () => {
    const error = await errorFor(spotifyError(400, 'Invalid limit'));
    expect(error).toBeInstanceOf(BadRequestError);
    expect(error.message).toContain('Invalid limit');
  });

  test.each([
    ['search.search', spotifyError(400, 'Invalid limit'), 'at most 10'],
    ['artists.albums', spotifyError(400, 'Invalid limit'), 'at most 10'],
    ['playlists.updateItems', spotifyError(400, 'Missing or bad version tag'), 'Read the playlist again'],
    ['playlists.removeTracks', spotifyError(400, 'Missing or bad version tag'), 'Read the playlist again'],
    ['playlists.updateItems', spotifyError(502, 'Error while loading resource'), 'Read the playlist again'],
    ['episodes.get', spotifyError(404, 'Resource not found'), 'needs a market'],
    ['shows.get', spotifyError(404, 'Resource not found'), 'needs a market'],
    ['audiobooks.get', spotifyError(404, 'Resource not found'), 'needs a market'],
    ['chapters.get', spotifyError(404, 'Resource not found'), 'needs a market'],
    ['player.pause', spotifyError(403, 'Restriction violated', 'constructor'), 'It may already be so'],
    ['player.pause', spotifyError(403, 'Restriction violated', 'ALREADY_PAUSED'), 'It is paused already.'],
    ['me.profile', spotifyError(403, 'Restriction violated', 'ALREADY_PAUSED'), 'It may already be so'],
  ])('%s that says too little comes with the next step', async (name, response, hint) => {
    expect((await errorFor(response, name)).hint).toContain(hint);
  });

  test.each([500, 502, 503, 504])('a %i can be retried, whatever its body', async (status) => {
    const bodies = [spotifyError(status, 'Bad gateway.'), text(status, '<html>'), text(status, null)];
    for (const body of bodies) {
      const error = await errorFor(body);
      expect(error).toBeInstanceOf(ServerError);
      expect(error).toMatchObject({ status, isRetryable: true });
    }
  });

  test('a 503 says how long to wait', async () => {
    expect(await errorFor(text(503, null, { 'retry-after': '3' }))).toMatchObject({ retryAfterMs: 3000 });
  });

  test('a redirect is no answer', async () => {
    const error = await errorFor(text(302, null, { location: 'https://elsewhere.invalid' }));
    expect(error).toBeInstanceOf(UnexpectedResponseError);
    expect(JSON.stringify([error.message, error])).not.toContain('elsewhere');
  });

  test('never repeats a token, a web page or an endless text', async () => {
    const echo = await errorFor(spotifyError(400, 'Bad header: Bearer BQsecret123 given'));
    expect(echo.message).not.toContain('BQsecret123');
    expect((await errorFor(text(400, '<html>private</html>'))).message).not.toContain('private');
    expect((await errorFor(spotifyError(400, 'x'.repeat(5000)))).message.length).toBeLessThan(300);
    expect((await errorFor(spotifyError(400, 'two\r\n  lines'))).message).toContain('two lines');
  });

  test.each(['{"error":"oops"}', '{"error":null}', '[]', '7', '{"error":{"message":7,"reason":[]}}'])(
    'survives the body %s',
    async (body) => {
      expect(await errorFor(text(400, body))).toBeInstanceOf(BadRequestError);
    },
  );
});
