import { type JSONRPCMessage, SUBSCRIPTION_ID_META_KEY, type Transport } from '@modelcontextprotocol/server';

/** What stops listening. */
type Stop = () => void;

/**
 * Tells of every client of 2026 that begins to listen for resources, by the acknowledgement that passes the transport: the SDK
 * serves `subscriptions/listen` itself and says nothing of it. What `began` gives back is called when that listening ends.
 */
export function watchListeners<Inner extends Transport>(
  transport: Inner,
  began: (uris: readonly string[]) => Stop | undefined,
): Inner {
  const stops = new Map<unknown, Stop>();
  const end = (id: unknown): void => {
    stops.get(id)?.();
    stops.delete(id);
  };
  const send = transport.send.bind(transport);
  transport.send = async (message, options) => {
    if ('method' in message && message.method === 'notifications/subscriptions/acknowledged') {
      const { id, uris } = acknowledged(message);
      const stop = began(uris);
      if (stop !== undefined) stops.set(id, stop);
    } else if (!('method' in message)) {
      end(message.id);
    }
    await send(message, options);
  };
  let onmessage: Transport['onmessage'];
  let onclose: Transport['onclose'];
  Object.defineProperties(transport, {
    onmessage: {
      get: () => (message: JSONRPCMessage, extra: Parameters<NonNullable<Transport['onmessage']>>[1]) => {
        if ('method' in message && message.method === 'notifications/cancelled') end(message.params?.requestId);
        onmessage?.(message, extra);
      },
      set: (handler: Transport['onmessage']) => {
        onmessage = handler;
      },
    },
    onclose: {
      get: () => () => {
        for (const id of stops.keys()) end(id);
        onclose?.();
      },
      set: (handler: Transport['onclose']) => {
        onclose = handler;
      },
    },
  });
  return transport;
}

function acknowledged({ params }: { readonly params?: Readonly<Record<string, unknown>> | undefined }) {
  const { _meta, notifications } = Object(params);
  const uris: unknown = Object(notifications).resourceSubscriptions;
  return {
    id: Object(_meta)[SUBSCRIPTION_ID_META_KEY] as unknown,
    uris: Array.isArray(uris) ? uris.map(String) : [],
  };
}
