import { type McpRequestContext, McpServer } from '@modelcontextprotocol/server';
import type { ToolHost } from './call-tool.js';
import { icons } from './icons.js';
import { composeInstructions } from './instructions.js';
import type { PlaybackWatch } from './playback-watch.js';
import { createCompletionRegistrar } from './register-completions.js';
import { createPromptRegistrar } from './register-prompts.js';
import { createResourceRegistrar } from './register-resources.js';
import { registerSubscriptions } from './register-subscriptions.js';
import { createToolRegistrar } from './register-tool.js';
import { version } from './version.js';

/** The tools are fixed for the life of the process, and the same for everybody. */
const toolListTtlMs = 300_000;
const listHint = { ttlMs: toolListTtlMs, cacheScope: 'public' } as const;

const cacheHints = {
  'tools/list': listHint,
  'prompts/list': listHint,
  'resources/list': listHint,
  'resources/templates/list': listHint,
  'server/discover': listHint,
} as const;

/** The largest number of values in one call's arguments: far above any honest call. */
const maxToolInputElements = 12_000;

/** What a server is made of. */
export interface ServerParts extends ToolHost {
  readonly isEmulator: boolean;
  /** Watches the player for clients that subscribe to it; without it nobody can. */
  readonly watch?: PlaybackWatch;
}

/** Makes a server for one connection or one HTTP request. */
export type ServerFactory = (context: McpRequestContext) => McpServer;

/** Makes servers, one for each connection or HTTP request; they share the tool list and the runtime. */
export function buildServer({ isEmulator, watch, ...parts }: ServerParts): ServerFactory {
  const host: ToolHost = watch === undefined ? parts : { ...parts, playerChanged: watch.lookAgain };
  const { idsOnly = false } = host;
  const instructions = composeInstructions(host.tools, isEmulator, idsOnly);
  const registerTools = createToolRegistrar(host);
  const registerPrompts = createPromptRegistrar(host);
  const registerResources = createResourceRegistrar(host);
  const registerCompletions = createCompletionRegistrar(host);
  return ({ era, requestInfo }) => {
    // Over HTTP a client of 2025 has no channel on which news could come.
    const canSubscribe = !idsOnly && watch !== undefined && (era === 'modern' || requestInfo === undefined);
    const server = new McpServer(
      {
        name: 'tonearm',
        title: 'Tonearm (unofficial client for Spotify)',
        version,
        websiteUrl: 'https://github.com/tonearm/tonearm',
        ...(introducesItself(requestInfo) && { icons }),
      },
      {
        capabilities: {
          tools: { listChanged: false },
          prompts: { listChanged: false },
          // What is read or completed there is names above all.
          ...(!idsOnly && { resources: { listChanged: false, subscribe: canSubscribe }, completions: {} }),
        },
        instructions,
        cacheHints,
        maxToolInputElements,
      },
    );
    registerTools(server);
    registerPrompts(server);
    if (!idsOnly) {
      registerResources(server);
      registerCompletions(server);
    }
    if (canSubscribe && era === 'legacy') registerSubscriptions(server, watch);
    return server;
  };
}

/** In 2026 every answer says whose it is; over HTTP the icon goes only with the one that introduces the server. */
function introducesItself(request: McpRequestContext['requestInfo']): boolean {
  const method = request?.headers.get('mcp-method') ?? undefined;
  return method === undefined || method === 'server/discover';
}
