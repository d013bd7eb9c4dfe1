import type { ListToolsResult, McpServer, ServerContext } from '@modelcontextprotocol/server';
import { type Tool, toJsonSchema } from '@tonearm/tools';
import { requestContext, runInRequest } from '@tonearm/tools/runtime';
import { createToolCaller, type ToolHost } from './call-tool.js';
import { beginOperation } from './record-operation.js';

type ListedTool = ListToolsResult['tools'][number];

/**
 * Answers `tools/list` and `tools/call` on a server. The list is made once and shared by every server of the process.
 * McpServer.registerTool would do it too, but answers wrong names and arguments in words of its own; ours name the nearest.
 */
export function createToolRegistrar(host: ToolHost): (server: McpServer) => void {
  const callTool = createToolCaller(host);
  let listed: ListedTool[] | undefined;
  return ({ server }) => {
    const versionOf = (context: ServerContext): string | undefined =>
      server.getNegotiatedProtocolVersion() ?? context.http?.req?.headers.get('mcp-protocol-version') ?? undefined;

    server.setRequestHandler('tools/list', (_request, context) => {
      const protocolVersion = versionOf(context);
      const end = beginOperation(host.runtime, { method: 'tools/list', transport: host.transport, protocolVersion });
      listed ??= host.tools.map(describeTool);
      end();
      return { tools: listed };
    });
    server.setRequestHandler('tools/call', ({ params }, context) =>
      runInRequest(requestContext(context.mcpReq._meta), () =>
        callTool({
          name: params.name,
          arguments: params.arguments,
          signal: signalOf(context),
          protocolVersion: versionOf(context),
        }),
      ),
    );
  };
}

/** A tool definition as `tools/list` shows it. */
function describeTool(tool: Tool): ListedTool {
  return {
    name: tool.name,
    title: tool.title,
    description: tool.description,
    inputSchema: { ...toJsonSchema(tool.input, 'input'), type: 'object' },
    outputSchema: { ...toJsonSchema(tool.output, 'output'), type: 'object' },
    annotations: {
      title: tool.title,
      readOnlyHint: tool.effect === 'read',
      destructiveHint: tool.effect === 'destroy',
      idempotentHint: tool.effect === 'read' || tool.idempotent === true,
      openWorldHint: true,
    },
  };
}

/** Over HTTP a client that goes away has cancelled too. */
function signalOf(context: ServerContext): AbortSignal {
  const hangUp = context.http?.req?.signal;
  return hangUp === undefined ? context.mcpReq.signal : AbortSignal.any([context.mcpReq.signal, hangUp]);
}
