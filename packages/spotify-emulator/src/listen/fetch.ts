import type { Reply } from '../http/reply.js';
import { drip } from './drip.js';
import type { Handler } from './handler.js';
import { maximumBytes } from './read-body.js';

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
        isBodyTooLarge: Buffer.byteLength(body) > maximumBytes,
        origin,
        headers: Object.fromEntries(request.headers),
        header: (name) => request.headers.get(name) ?? undefined,
      },
      request.signal,
    );
    request.signal.throwIfAborted();
    if (outcome === 'hang') return await untilAborted(request.signal);
    if (outcome === 'cut')
      throw new TypeError('fetch failed', { cause: new Error('The emulator cut the connection.') });
    return new Response(withoutBody.has(outcome.status) ? null : bodyOf(outcome, request.signal), {
      status: outcome.status,
      headers: { ...outcome.headers },
    });
  };
}

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
}

/** A body as it is, or one that comes piece by piece until nobody reads it any more. */
function bodyOf(
  { body, dripMs, stream }: Reply,
  signal: AbortSignal,
): string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array> {
  if (stream) return readable((gone) => stream(gone), signal);
  if (dripMs !== undefined) return readable((gone) => drip(body, dripMs, gone), signal);
  return typeof body === 'string' ? body : new Uint8Array(body);
}

function readable(
  start: (gone: AbortSignal) => AsyncGenerator<string | Uint8Array, undefined>,
  signal: AbortSignal,
): ReadableStream<Uint8Array> {
  const cancelled = new AbortController();
  const pieces = start(AbortSignal.any([signal, cancelled.signal]));
  return new ReadableStream({
    pull: async (controller) => {
      const { done, value } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(typeof value === 'string' ? Buffer.from(value) : value);
    },
    // A piece that is being waited for has to end before the generator can.
    cancel: async () => {
      cancelled.abort();
      await pieces.return(undefined);
    },
  });
}
