import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { Client as LegacyClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport as LegacyStdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport as LegacyStreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { ResourceUpdatedNotificationSchema } from '@modelcontextprotocol/sdk/types.js';
import { serverScript } from '../../journeys/mcp-server-process.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Everything that a client of any era does with a server. */
export interface FullClient {
  listTools(): Promise<readonly { readonly name: string }[]>;
  callTool(name: string, input: Fields, options?: CallOptions): Promise<Fields>;
  listResources(): Promise<readonly { readonly uri: string }[]>;
  listResourceTemplates(): Promise<readonly { readonly uriTemplate: string }[]>;
  readResource(uri: string): Promise<Fields>;
  listPrompts(): Promise<readonly { readonly name: string }[]>;
  getPrompt(name: string, values: Record<string, string>): Promise<Fields>;
  complete(ref: CompletionReference, argument: { name: string; value: string }): Promise<readonly string[]>;
  serverIcons(): readonly { readonly src: string }[] | undefined;
  /** Hears of changes of a resource; undefined where the era has no way over this transport. */
  readonly listen?: (uri: string, updated: (uri: string) => void) => Promise<() => Promise<unknown>>;
  close(): Promise<void>;
}

/** How a call can be stopped, and how far it has come. */
export interface CallOptions {
  readonly signal?: AbortSignal;
  readonly progress?: (report: { readonly progress: number; readonly total?: number | undefined }) => void;
}

/** What a completion is for. */
export type CompletionReference =
  | { readonly type: 'ref/prompt'; readonly name: string }
  | { readonly type: 'ref/resource'; readonly uri: string };

/** Where a server is: a child process with these words and settings, or an address. */
export type Place =
  | { readonly commandLine: readonly string[]; readonly environment: Readonly<Record<string, string>> }
  | { readonly url: URL };

const identity = { name: 'tonearm-everything', version: '1.0.0' };

/** A client of 2026-07-28, of the SDK's second generation. */
export async function connectModern(place: Place): Promise<FullClient> {
  const client = new Client(identity, { versionNegotiation: { mode: { pin: '2026-07-28' } } });
  await client.connect(
    'url' in place ? new StreamableHTTPClientTransport(place.url) : new StdioClientTransport(childOf(place)),
  );
  return {
    ...common(client),
    callTool: (name, input, options) => client.callTool({ name, arguments: { ...input } }, requestOptions(options)),
    serverIcons: () => client.getServerVersion()?.icons,
    async listen(uri, updated) {
      client.setNotificationHandler('notifications/resources/updated', ({ params }) => updated(params.uri));
      const subscription = await client.listen({ resourceSubscriptions: [uri] });
      return () => subscription.close();
    },
  };
}

/** A client of 2025, of the SDK that most programs still use. */
export async function connectLegacy(place: Place): Promise<FullClient> {
  const client = new LegacyClient(identity);
  const transport =
    'url' in place
      ? new LegacyStreamableHTTPClientTransport(place.url)
      : new LegacyStdioClientTransport(childOf(place));
  // The SDK's own class does not satisfy its own interface under exactOptionalPropertyTypes.
  await client.connect(transport as Parameters<LegacyClient['connect']>[0]);
  const full: FullClient = {
    ...common(client),
    callTool: (name, input, options) =>
      client.callTool({ name, arguments: { ...input } }, undefined, requestOptions(options)),
    serverIcons: () => client.getServerVersion()?.icons,
  };
  if (client.getServerCapabilities()?.resources?.subscribe !== true) return full;
  return {
    ...full,
    async listen(uri, updated) {
      client.setNotificationHandler(ResourceUpdatedNotificationSchema, ({ params }) => updated(params.uri));
      await client.subscribeResource({ uri });
      return () => client.unsubscribeResource({ uri });
    },
  };
}

function requestOptions({ signal, progress }: CallOptions = {}) {
  return { ...(signal && { signal }), ...(progress && { onprogress: progress }) };
}

function common(client: Client | LegacyClient): Omit<FullClient, 'callTool' | 'serverIcons' | 'listen'> {
  return {
    listTools: async () => (await client.listTools()).tools,
    listResources: async () => (await client.listResources()).resources,
    listResourceTemplates: async () => (await client.listResourceTemplates()).resourceTemplates,
    readResource: (uri) => client.readResource({ uri }),
    listPrompts: async () => (await client.listPrompts()).prompts,
    getPrompt: (name, values) => client.getPrompt({ name, arguments: values }),
    complete: async (ref, argument) => (await client.complete({ ref, argument })).completion.values,
    close: () => client.close(),
  };
}

function childOf({ commandLine, environment }: Extract<Place, { environment: unknown }>) {
  const inherited = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return {
    command: process.execPath,
    args: [serverScript, ...commandLine],
    env: { ...Object.fromEntries(inherited), ...environment },
    stderr: 'ignore' as const,
  };
}
