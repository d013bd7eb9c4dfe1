import { type McpRequestContext, McpServer } from '@modelcontextprotocol/server';
import type { ToolHost } from './call-tool.js';
import type { ClosedTools } from './closed-tools.js';
import { icons } from './icons.js';
import { composeInstructions } from './instructions.js';
import type { PlaybackWatch } from './playback-watch.js';
import { refuseMalformed } from './refuse-malformed.js';
import { createCompletionRegistrar } from './register-completions.js';
import { createPromptRegistrar } from './register-prompts.js';
import { createResourceRegistrar } from './register-resources.js';
import { registerSubscriptions } from './register-subscriptions.js';
import { createToolRegistrar } from './register-tool.js';
import { version } from './version.js';

/** The tools are the same for everybody. */
const listTtlMs = 300_000;
/** How long a list may be kept that can still change, as soon as an answer of Spotify tells more of the app. */
const unsettledListTtlMs = 10_000;

function cacheHintsOf(toolListTtlMs: number) {
  const listHint = { ttlMs: listTtlMs, cacheScope: 'public' } as const;
  return {
    'tools/list': { ...listHint, ttlMs: toolListTtlMs },
    'prompts/list': listHint,
    'resources/list': listHint,
    'resources/templates/list': listHint,
    'server/discover': listHint,
  } as const;
}

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
  const { idsOnly = false, closed } = host;
  const instructions = composeInstructions(host.tools, isEmulator, idsOnly);
  const registerTools = createToolRegistrar(host);
  const registerPrompts = createPromptRegistrar(host);
  const registerResources = createResourceRegistrar(host);
  const registerCompletions = createCompletionRegistrar(host);
  return ({ era, requestInfo }) => {
    // Over HTTP a client of 2025 has no channel on which news could come.
    const hasChannel = era === 'modern' || requestInfo === undefined;
    const canSubscribe = !idsOnly && watch !== undefined && hasChannel;
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
          tools: { listChanged: closed !== undefined && hasChannel },
          prompts: { listChanged: false },
          // What is read or completed there is names above all.
          ...(!idsOnly && { resources: { listChanged: false, subscribe: canSubscribe }, completions: {} }),
        },
        instructions,
        cacheHints: cacheHintsOf(closed?.isSettled() === false ? unsettledListTtlMs : listTtlMs),
        maxToolInputElements,
      },
    );
    refuseMalformed(server.server);
    registerTools(server);
    registerPrompts(server);
    if (!idsOnly) {
      registerResources(server);
      registerCompletions(server);
    }
    if (canSubscribe && era === 'legacy') registerSubscriptions(server, watch);
    // Over HTTP every request has a server of its own, and the streams that listen are told elsewhere.
    if (closed !== undefined && requestInfo === undefined) announceTools(server, closed);
    return server;
  };
}

/** Tells the client of one connection whenever there are other tools than before; one of 2026 only if it listens for that. */
function announceTools(mcp: McpServer, closed: ClosedTools): void {
  // A client that has just gone needs no news.
  const stop = closed.onChange(() => void mcp.server.sendToolListChanged().catch(() => undefined));
  const { onclose } = mcp.server;
  mcp.server.onclose = () => {
    stop();
    onclose?.();
  };
}

/** In 2026 every answer says whose it is; over HTTP the icon goes only with the one that introduces the server. */
function introducesItself(request: McpRequestContext['requestInfo']): boolean {
  const method = request?.headers.get('mcp-method') ?? undefined;
  return method === undefined || method === 'server/discover';
}
