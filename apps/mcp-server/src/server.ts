import { McpServer, type McpServerFactory } from '@modelcontextprotocol/server';
import type { Tool } from '@tonearm/tools';
import type { Runtime, Settings } from '@tonearm/tools/runtime';
import { composeInstructions } from './instructions.js';
import { createToolRegistrar } from './register-tool.js';
import { version } from './version.js';

/** The tools are fixed for the life of the process, and the same for everybody. */
const toolListTtlMs = 300_000;
const listHint = { ttlMs: toolListTtlMs, cacheScope: 'public' } as const;

/** The largest number of values in one call's arguments: far above any honest call. */
const maxToolInputElements = 2_000;

/** What a server is made of. */
export interface ServerParts {
  readonly settings: Settings;
  readonly tools: readonly Tool[];
  /** Called on the first tool call, not before. */
  readonly getRuntime: () => Promise<Runtime>;
}

/** Makes servers, one for each connection or HTTP request; they share the tool list and the runtime. */
export function buildServer({ settings, tools, getRuntime }: ServerParts): McpServerFactory {
  const instructions = composeInstructions(tools, settings.backend === 'emulator');
  const registerTools = createToolRegistrar(tools, getRuntime);
  return () => {
    const server = new McpServer(
      {
        name: 'tonearm',
        title: 'Tonearm (unofficial client for Spotify)',
        version,
        websiteUrl: 'https://github.com/tonearm/tonearm',
      },
      {
        capabilities: { tools: { listChanged: false } },
        instructions,
        cacheHints: { 'tools/list': listHint, 'server/discover': listHint },
        maxToolInputElements,
      },
    );
    registerTools(server);
    return server;
  };
}
