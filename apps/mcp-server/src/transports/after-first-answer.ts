import type { Transport } from '@modelcontextprotocol/server';

/** Calls `begin` once, when the first answer has left: the client's handshake waits for nothing that may come later. */
export function afterFirstAnswer<Inner extends Transport>(transport: Inner, begin: () => void): Inner {
  const send = transport.send.bind(transport);
  let hasAnswered = false;
  transport.send = async (message, options) => {
    await send(message, options);
    if (hasAnswered || 'method' in message) return;
    hasAnswered = true;
    begin();
  };
  return transport;
}
