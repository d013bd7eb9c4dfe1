import { McpServer, type McpServerFactory } from '@modelcontextprotocol/server';
import type { ToolHost } from './call-tool.js';
import { composeInstructions } from './instructions.js';
import { createPromptRegistrar } from './register-prompts.js';
import { createToolRegistrar } from './register-tool.js';
import { version } from './version.js';

/** The tools are fixed for the life of the process, and the same for everybody. */
const toolListTtlMs = 300_000;
const listHint = { ttlMs: toolListTtlMs, cacheScope: 'public' } as const;

/** The largest number of values in one call's arguments: far above any honest call. */
const maxToolInputElements = 12_000;

/** What a server is made of. */
export interface ServerParts extends ToolHost {
  readonly isEmulator: boolean;
}

/** Makes servers, one for each connection or HTTP request; they share the tool list and the runtime. */
export function buildServer({ isEmulator, ...host }: ServerParts): McpServerFactory {
  const instructions = composeInstructions(host.tools, isEmulator);
  const registerTools = createToolRegistrar(host);
  const registerPrompts = createPromptRegistrar(host.tools);
  return () => {
    const server = new McpServer(
      {
        name: 'tonearm',
        title: 'Tonearm (unofficial client for Spotify)',
        version,
        websiteUrl: 'https://github.com/tonearm/tonearm',
      },
      {
        capabilities: { tools: { listChanged: false }, prompts: { listChanged: false } },
        instructions,
        cacheHints: { 'tools/list': listHint, 'prompts/list': listHint, 'server/discover': listHint },
        maxToolInputElements,
      },
    );
    registerTools(server);
    registerPrompts(server);
    return server;
  };
}
