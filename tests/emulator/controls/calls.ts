import { createSpotifyEmulator, observedLimits, type SpotifyEmulator } from '@tonearm/spotify-emulator';

/** One request to a control. */
export interface ControlRequest {
  readonly query?: string;
  readonly body?: object;
  /** The status that is expected. */
  readonly status?: number;
}

/** An emulator in which everything that a control may tell of has happened. */
export async function eventfulEmulator(): Promise<SpotifyEmulator> {
  const emulator = createSpotifyEmulator({
    now: () => Date.UTC(2026, 4, 1, 12),
    autoApprove: true,
    limits: observedLimits,
  });
  const headers = { authorization: `Bearer ${emulator.grant().access_token}` };
  const ask = (path: string, method = 'GET', body?: string) =>
    emulator.fetch(path, { method, headers, ...(body === undefined ? {} : { body }) });
  await ask('/v1/me/player/play', 'PUT');
  await ask('/v1/me/playlists?x=1', 'POST', '{"name":"Noted"}');
  await ask('/v1/me/playr');
  await ask('/v1/markets');
  await ask('/v1/search?q=a&type=track&limit=50');
  await emulator.fetch(
    '/authorize?client_id=tonearm-emulator&response_type=code&redirect_uri=http://127.0.0.1/callback',
  );
  const form = { grant_type: 'client_credentials', client_id: 'tonearm-emulator', client_secret: 'tonearm-secret' };
  await emulator.fetch('/api/token', { method: 'POST', body: new URLSearchParams(form) });
  emulator.faults.add({ path: /\/me$/i, status: 429, forMs: 5_000, delayMs: { minimumMs: 0, maximumMs: 1 }, times: 2 });
  await ask('/v1/me');
  await ask('/v1/me');
  emulator.faults.add({ operation: 'add-to-queue', reset: 'after', times: 1 });
  const queue = `/v1/me/player/queue?uri=${emulator.world.catalogue.tracks.at(0)?.uri}`;
  await ask(queue, 'POST').catch(() => {});
  await ask(queue, 'POST');
  emulator.faults.add({ path: /^\/v1\/never/g, status: 500 });
  emulator.faults.preset('flaky');
  return emulator;
}

/** Good requests, and those that are refused in a described way, by control. */
export function controlRequests(emulator: SpotifyEmulator): Readonly<Record<string, readonly ControlRequest[]>> {
  const quick = { query: 'timeout_ms=0&count=100', status: 408 };
  return {
    'GET /openapi.json': [{}],
    'GET /': [{}],
    'GET /page.js': [{}],
    'GET /icon.svg': [{}],
    'GET /page.css': [{}],
    'GET /state': [{}],
    'GET /snapshot': [{}],
    'PUT /snapshot': [{ body: JSON.parse(JSON.stringify(emulator.snapshot())) }],
    'POST /scenario': [
      {
        body: {
          users: {
            ada: {
              display_name: 'Ada',
              country: 'GB',
              product: 'free',
              explicit_content: { filter_enabled: true, filter_locked: false },
              library: ['track 0'],
              devices: ['Bench'],
            },
          },
          playlists: [
            {
              name: 'Made',
              owner: 'ada',
              description: '',
              public: false,
              collaborative: true,
              items: ['track 1'],
              followers: ['guest'],
            },
          ],
          faults: [{ status: 503, times: 1 }],
          limits: { window: { requests: 5000 } },
          app: { ownerHasPremium: true, allowList: null },
          clock: { at: '2026-06-01T00:00:00Z', frozen: true, rate: 1 },
        },
      },
      { body: { faults: 'no-device' } },
    ],
    'POST /reset': [{}],
    'POST /tokens': [{}, { body: { user: 'guest', scopes: ['streaming'] } }, { body: { user: 'nobody' }, status: 400 }],
    'DELETE /tokens': [{}, { body: { user: 'guest' } }],
    'GET /clock': [{}],
    'POST /clock': [{ body: { set_ms: 5, advance_ms: 5, rate: 2, freeze: true, resume: true } }],
    'GET /faults': [{}],
    'GET /faults/presets': [{}],
    'POST /faults': [
      { body: { preset: 'flaky' }, status: 201 },
      {
        body: {
          ...{ operation: 'get-track', method: 'GET', path: { pattern: '^/v1/', flags: 'i' }, user: 'guest', skip: 1 },
          ...{ times: 2, probability: 0.5, forMs: 100, status: 503, reason: 'X', message: '', retryAfterSeconds: 1 },
          ...{ body: 'html', delayMs: { medianMs: 1, sigma: 1 }, dripMs: 1, hang: false },
          ...{ reset: 'before', pretend: 'no-device', staleMs: 1 },
        },
        status: 201,
      },
      { body: { path: { pattern: '(' } }, status: 400 },
    ],
    'DELETE /faults': [{}],
    'GET /limits': [{}],
    'PUT /limits': [
      {
        body: {
          ...{ window: { requests: 5000, seconds: 10 }, coverUploads: { requests: 1 } },
          ...{ plays: { requests: 9 }, quotas: { search: 5 } },
          ...{ refusal: { body: 'text', retryAfter: false, cors: true }, countsRefused: true },
        },
      },
    ],
    'DELETE /limits': [{}],
    'GET /app': [{}],
    'PUT /app': [
      { body: { ownerHasPremium: true, allowList: ['guest'] } },
      { body: { allowList: ['x'] }, status: 400 },
    ],
    'GET /journal': [
      {},
      { query: 'operation=get-track&method=GET&path=/me&user=guest&status=4xx&unmatched=false&since=0' },
    ],
    'DELETE /journal': [{}],
    'GET /journal/wait': [{ query: 'path=/me&count=1&timeout_ms=10' }, quick],
    'POST /journal/verify': [
      { body: { filter: { path: '/me', status: 429, unmatched: false, since: 0 }, atLeast: 1, atMost: 9 } },
      { body: { filter: { status: '2xx' }, times: 0 }, status: 409 },
    ],
    'GET /journal/har': [{}, { query: 'status=200' }],
    'GET /journal/stream': [{}, { query: 'latest=200' }],
    'GET /audit': [{}],
  };
}
