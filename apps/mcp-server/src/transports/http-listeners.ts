import { AsyncLocalStorage } from 'node:async_hooks';
import { InMemoryServerEventBus, type McpHttpHandler, type ServerEventBus } from '@modelcontextprotocol/server';
import { watchedUri } from '../playback-watch.js';
import type { Tenant } from './tenant.js';

/** What lets clients of 2026 listen over HTTP. */
export interface HttpListeners {
  /** For the SDK's handler: brings news to the streams that are open. */
  readonly bus: ServerEventBus;
  /** The handler, so that it is known which stream listens for what. */
  around(handler: Pick<McpHttpHandler, 'fetch'>): Pick<McpHttpHandler, 'fetch'>;
}

/**
 * Connects what happens with the streams of `subscriptions/listen`. The player is watched as long as one of them listens for it;
 * each gets only what it listens for.
 */
export function createHttpListeners(
  { watch, closed }: Pick<Tenant, 'watch' | 'closed'>,
  onerror: (error: Error) => void,
): HttpListeners {
  const bus = new InMemoryServerEventBus(onerror);
  closed?.onChange(() => bus.publish({ kind: 'tools_list_changed' }));
  // The SDK tells its bus that somebody listens, but not for what: the request says it.
  const wanted = new AsyncLocalStorage<readonly unknown[]>();
  // All streams share the bus: one publisher is enough.
  const publish = (): void => bus.publish({ kind: 'resource_updated', uri: watchedUri });
  let listening = 0;
  let stop: (() => void) | undefined;
  return {
    bus: {
      publish: (event) => bus.publish(event),
      subscribe(listener) {
        const unsubscribe = bus.subscribe(listener);
        if (wanted.getStore()?.includes(watchedUri) !== true) return unsubscribe;
        let isOpen = true;
        listening += 1;
        stop ??= watch.listen(publish);
        return () => {
          unsubscribe();
          if (!isOpen) return;
          isOpen = false;
          listening -= 1;
          if (listening > 0) return;
          stop?.();
          stop = undefined;
        };
      },
    },
    around: (handler) => ({
      async fetch(request, options) {
        if (request.headers.get('mcp-method') !== 'subscriptions/listen') return await handler.fetch(request, options);
        const body: unknown = await request
          .clone()
          .json()
          .catch(() => undefined);
        return await wanted.run(subscriptionsOf(body), () => handler.fetch(request, options));
      },
    }),
  };
}

function subscriptionsOf(body: unknown): readonly unknown[] {
  const uris: unknown = Object(Object(Object(body).params).notifications).resourceSubscriptions;
  return Array.isArray(uris) ? uris : [];
}
