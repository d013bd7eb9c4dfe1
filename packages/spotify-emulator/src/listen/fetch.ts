import type { Handler } from './handler.js';

const withoutBody = new Set([101, 204, 205, 304]);

/** Makes a `fetch` that never leaves the process. */
export function createFetch(handler: Handler, origin: string): typeof globalThis.fetch {
  return async (input, init) => {
    const isPath = typeof input === 'string' && input.startsWith('/');
    const request = new Request(isPath ? `${origin}${input}` : input, init);
    request.signal.throwIfAborted();
    const url = new URL(request.url);
    const body = await request.text();
    const outcome = await handler(
      {
        method: request.method,
        path: url.pathname,
        query: url.searchParams,
        body,
        origin,
        header: (name) => request.headers.get(name) ?? undefined,
      },
      request.signal,
    );
    request.signal.throwIfAborted();
    if (outcome === 'cut')
      throw new TypeError('fetch failed', { cause: new Error('The emulator cut the connection.') });
    return new Response(withoutBody.has(outcome.status) ? null : outcome.body, {
      status: outcome.status,
      headers: { ...outcome.headers },
    });
  };
}
