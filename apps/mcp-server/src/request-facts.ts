import type { Server, ServerContext } from '@modelcontextprotocol/server';

/** Aborts when the client cancels; over HTTP a client that goes away has cancelled too. */
export function signalOf(context: ServerContext): AbortSignal {
  const hangUp = context.http?.req?.signal;
  return hangUp === undefined ? context.mcpReq.signal : AbortSignal.any([context.mcpReq.signal, hangUp]);
}

/** The revision of the protocol that a request came in, as far as it is known. */
export function versionOf(server: Server, context: ServerContext): string | undefined {
  return server.getNegotiatedProtocolVersion() ?? context.http?.req?.headers.get('mcp-protocol-version') ?? undefined;
}
