import type { Server, ServerContext } from '@modelcontextprotocol/server';

/**
 * Aborts when the client cancels. Over HTTP a client that goes away has cancelled too, unless it has a session: then it cancels
 * by a word, and what breaks is only a connection.
 */
export function signalOf(context: ServerContext): AbortSignal {
  const hangUp = context.http?.req?.signal;
  return hangUp === undefined || context.sessionId !== undefined
    ? context.mcpReq.signal
    : AbortSignal.any([context.mcpReq.signal, hangUp]);
}

/** The revision of the protocol that a request came in, as far as it is known. */
export function versionOf(server: Server, context: ServerContext): string | undefined {
  return server.getNegotiatedProtocolVersion() ?? context.http?.req?.headers.get('mcp-protocol-version') ?? undefined;
}
