import {
  ProtocolError,
  ProtocolErrorCode,
  ResourceNotFoundError,
  type Server,
  type ServerContext,
} from '@modelcontextprotocol/server';
import { requestContext, runInRequest } from '@tonearm/tools/runtime';
import type { ToolHost } from './call-tool.js';
import { beginOperation } from './record-operation.js';
import { versionOf } from './request-facts.js';
import { codeOf } from './to-mcp-result.js';

/** One request of a client, as its handler gets it. */
export interface ClientRequest {
  readonly method: string;
  readonly server: Server;
  readonly context: ServerContext;
}

/** Answers a request in a context of its own, by which the log and the metrics know it, and counts it. Throws what the answer throws. */
export function observeRequest<Answer>(
  { runtime, transport }: Pick<ToolHost, 'runtime' | 'transport'>,
  { method, server, context }: ClientRequest,
  answer: () => Answer | Promise<Answer>,
): Promise<Answer> {
  return runInRequest(requestContext(context.mcpReq._meta), async () => {
    const end = beginOperation(runtime, { method, transport, protocolVersion: versionOf(server, context) });
    try {
      const result = await answer();
      end();
      return result;
    } catch (error) {
      end(wordFor(error));
      throw error;
    }
  });
}

function wordFor(error: unknown): string {
  if (error instanceof ResourceNotFoundError) return 'not_found';
  if (!(error instanceof ProtocolError)) return codeOf(error);
  return error.code === ProtocolErrorCode.InvalidParams ? 'invalid_params' : 'unexpected';
}
