import { McpServer, type McpServerFactory, ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/server';
import { answeringTools } from './answering-tools.js';
import { askingTools } from './asking-tools.js';
import { formTools } from './form-tools.js';
import { registerPromptsAndResources } from './prompts-and-resources.js';

const tools = [...answeringTools, ...askingTools, ...formTools];
const hint = { ttlMs: 1_000, cacheScope: 'public' } as const;

/** A server with everything that the conformance suite calls by name, to be served by our own transports. */
export const fixtureServer: McpServerFactory = () => {
  const mcp = new McpServer(
    { name: 'conformance-fixture', version: '1.0.0' },
    {
      capabilities: {
        tools: { listChanged: false },
        prompts: { listChanged: false },
        resources: { listChanged: false, subscribe: true },
        completions: {},
        logging: {},
      },
      cacheHints: {
        'tools/list': hint,
        'prompts/list': hint,
        'resources/list': hint,
        'resources/templates/list': hint,
        'resources/read': hint,
      },
    },
  );
  mcp.server.setRequestHandler('tools/list', () => ({
    tools: tools.map(({ name, inputSchema = { type: 'object' as const } }) => ({
      name,
      description: 'For the conformance suite.',
      inputSchema,
    })),
  }));
  mcp.server.setRequestHandler('tools/call', ({ params }, context) => {
    const tool = tools.find(({ name }) => name === params.name);
    if (tool === undefined) throw new ProtocolError(ProtocolErrorCode.InvalidParams, 'There is no such tool.');
    return tool.run(context, params.arguments ?? {});
  });
  registerPromptsAndResources(mcp.server);
  return mcp;
};
