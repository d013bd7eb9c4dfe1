import type { ListToolsResult, McpServer } from '@modelcontextprotocol/server';
import { type Tool, toListedSchema } from '@tonearm/tools';
import { requestContext, runInRequest } from '@tonearm/tools/runtime';
import { personAsker } from './ask-person.js';
import { signInAsker } from './ask-sign-in.js';
import { createToolCaller, openTools, type ToolHost } from './call-tool.js';
import { observeRequest } from './observe-request.js';
import { createPager } from './pages.js';
import { progressReporter } from './report-progress.js';
import { signalOf, versionOf } from './request-facts.js';

type ListedTool = ListToolsResult['tools'][number];

/**
 * Answers `tools/list` and `tools/call` on a server. The list is shared by every server of the process.
 * McpServer.registerTool would do it too, but answers wrong names and arguments in words of its own; ours name the nearest.
 */
export function createToolRegistrar(host: ToolHost): (server: McpServer) => void {
  const callTool = createToolCaller(host);
  let made: { readonly of: unknown; readonly page: ReturnType<typeof createPager<ListedTool>> } | undefined;
  /** The list as it is now; it is made anew only when other tools are closed than before. */
  const listNow = (): ReturnType<typeof createPager<ListedTool>> => {
    const of = host.closed?.names();
    if (made === undefined || made.of !== of) made = { of, page: createPager(openTools(host).map(describeTool)) };
    return made.page;
  };
  return ({ server }) => {
    server.setRequestHandler('tools/list', ({ params, method }, context) =>
      observeRequest(host, { method, server, context }, () => listNow()('tools', params?.cursor)),
    );
    server.setRequestHandler('tools/call', ({ params }, context) =>
      runInRequest(requestContext(context.mcpReq._meta), () =>
        callTool({
          name: params.name,
          arguments: params.arguments,
          signal: signalOf(context),
          protocolVersion: versionOf(server, context),
          progress: progressReporter(context),
          ask: personAsker(server, context),
          signIn: host.signInLink && signInAsker(server, context, host.signInLink),
        }),
      ),
    );
  };
}

/** A tool definition as `tools/list` shows it. */
function describeTool(tool: Tool): ListedTool {
  return {
    name: tool.name,
    description: tool.description,
    inputSchema: toListedSchema(tool.input, 'input'),
    outputSchema: toListedSchema(tool.output, 'output'),
    annotations: annotationsOf(tool),
  };
}

/**
 * The title stands here because clients of every protocol look here. A hint that says what its absence says too is left out:
 * a read destroys nothing, a write does unless it says not, and every tool reaches Spotify.
 */
function annotationsOf({ title, effect, idempotent }: Tool): NonNullable<ListedTool['annotations']> {
  if (effect === 'read') return { title, readOnlyHint: true };
  return {
    title,
    readOnlyHint: false,
    destructiveHint: effect === 'destroy',
    ...(idempotent === true && { idempotentHint: true }),
  };
}
