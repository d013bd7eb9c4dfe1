import {
  type CallToolResult,
  type ListToolsResult,
  type McpServer,
  ProtocolError,
  ProtocolErrorCode,
  type ServerContext,
} from '@modelcontextprotocol/server';
import { type Tool, toJsonSchema } from '@tonearm/tools';
import type { Runtime } from '@tonearm/tools/runtime';
import { explainUnknownTool, parseArguments } from './explain-arguments.js';
import { toMcpError, toMcpResult } from './to-mcp-result.js';

type ListedTool = ListToolsResult['tools'][number];

/** How a tool call ended, for whoever counts. */
export interface ToolCall {
  readonly tool: string;
  readonly durationMs: number;
  readonly errorCode?: string;
}

/** Answers `tools/list` and `tools/call` on a server. The list is made once and shared by every server of the process. */
export function createToolRegistrar(
  tools: readonly Tool[],
  getRuntime: () => Promise<Runtime>,
): (server: McpServer) => void {
  const byName = new Map(tools.map((tool) => [tool.name, tool]));
  let listed: ListedTool[] | undefined;

  async function callTool(name: string, given: unknown, context: ServerContext): Promise<CallToolResult> {
    const tool = byName.get(name);
    if (tool === undefined) {
      throw new ProtocolError(ProtocolErrorCode.InvalidParams, explainUnknownTool(name, [...byName.keys()]));
    }
    try {
      const input = await parseArguments(tool, given);
      const signal = signalOf(context);
      const { spotify } = await abortable(getRuntime(), signal);
      return toMcpResult(tool, await tool.run(input, { spotify, signal }));
    } catch (error) {
      return toMcpError(error);
    }
  }

  return ({ server }) => {
    // The handlers of McpServer.registerTool answer wrong names and arguments in words of their own; ours name the nearest.
    server.setRequestHandler('tools/list', () => {
      listed ??= tools.map(describeTool);
      return { tools: listed };
    });
    server.setRequestHandler('tools/call', ({ params }, context) => callTool(params.name, params.arguments, context));
  };
}

/** A tool definition as `tools/list` shows it. */
export function describeTool(tool: Tool): ListedTool {
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

/** Waits no longer than the signal allows for something that others wait for too. */
function abortable<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason);
    if (signal.aborted) return onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
