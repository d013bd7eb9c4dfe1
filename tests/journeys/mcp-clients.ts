import { spawnSync } from 'node:child_process';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { Client as LegacyClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport as LegacyStdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport as LegacyStreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { serverScript } from './mcp-server-process.ts';

/** The protocol revision that only the modern client speaks. */
const modernRevision = '2026-07-28';

/** An answer of a tool, whichever client asked. */
export interface ToolAnswer {
  readonly isError: boolean;
  readonly text: string;
  readonly structured: Readonly<Record<string, unknown>>;
}

/** What a journey needs of a client, old or new. */
export interface JourneyClient {
  listTools(): Promise<readonly { readonly name: string }[]>;
  call(tool: string, input: Readonly<Record<string, unknown>>, signal?: AbortSignal): Promise<ToolAnswer>;
  /** The text of a resource, and what is said of it. */
  read(uri: string): Promise<{ readonly text: string; readonly meta: Readonly<Record<string, unknown>> }>;
  /** What a variable of an address may be completed to, and what is said of it. */
  complete(
    uriTemplate: string,
    variable: string,
    typed: string,
  ): Promise<{ readonly values: readonly string[]; readonly meta: Readonly<Record<string, unknown>> }>;
  instructions(): string;
  close(): Promise<void>;
}

interface ChildReach {
  readonly environment: Readonly<Record<string, string>>;
  readonly commandLine?: readonly string[];
  /** What is started in place of the built server: a program and its first words. */
  readonly program?: readonly [string, ...string[]];
}

/** How to reach a server: a child process with this environment, or an address. */
export type Reach = ChildReach | { readonly url: URL; readonly headers?: Readonly<Record<string, string>> };

/** Connects a client of the 2026-07-28 protocol. */
export async function connectModern(reach: Reach): Promise<JourneyClient> {
  const client = new Client(identity, { versionNegotiation: { mode: { pin: modernRevision } } });
  if ('url' in reach) {
    const requestInit = { headers: { ...reach.headers } };
    await client.connect(new StreamableHTTPClientTransport(reach.url, { requestInit }));
  } else {
    await connectToChild(client, reach);
  }
  return {
    listTools: async () => (await client.listTools()).tools,
    call: async (name, input, signal) =>
      answerOf(await client.callTool({ name, arguments: { ...input } }, signal ? { signal } : {})),
    read: async (uri) => resourceOf(await client.readResource({ uri })),
    complete: async (...asked) => completionOf(await client.complete(completionRequest(...asked))),
    instructions: () => client.getInstructions() ?? '',
    close: () => client.close(),
  };
}

/** Rejects with the server's own words when it does not even start. */
async function connectToChild(client: Client, reach: ChildReach): Promise<void> {
  const child = childOf(reach);
  await client.connect(new StdioClientTransport(child)).catch((error: unknown) => {
    // The client knows only that the connection is gone, and threw away what the server said: it is asked once more.
    const { status, stderr } = spawnSync(child.command, child.args, { env: child.env, input: '', encoding: 'utf8' });
    throw status === 0 ? error : new Error(stderr.trim(), { cause: error });
  });
}

/** Connects a client of the protocol of 2025, from the SDK that most programs still use. */
export async function connectLegacy(reach: Reach): Promise<JourneyClient> {
  const client = new LegacyClient(identity);
  const transport =
    'url' in reach
      ? new LegacyStreamableHTTPClientTransport(reach.url, { requestInit: { headers: { ...reach.headers } } })
      : new LegacyStdioClientTransport(childOf(reach));
  // The SDK's own class does not satisfy its own interface under exactOptionalPropertyTypes.
  await client.connect(transport as Parameters<LegacyClient['connect']>[0]);
  return {
    listTools: async () => (await client.listTools()).tools,
    call: async (name, input, signal) =>
      answerOf(await client.callTool({ name, arguments: { ...input } }, undefined, signal ? { signal } : {})),
    read: async (uri) => resourceOf(await client.readResource({ uri })),
    complete: async (...asked) => completionOf(await client.complete(completionRequest(...asked))),
    instructions: () => client.getInstructions() ?? '',
    close: () => client.close(),
  };
}

const identity = { name: 'tonearm-journey', version: '1.0.0' };

interface Child {
  command: string;
  args: string[];
  env: Record<string, string>;
  stderr: 'ignore';
}

function childOf({
  environment,
  commandLine = [],
  program: [command, ...words] = [process.execPath, serverScript],
}: ChildReach): Child {
  const inherited = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return {
    command,
    args: [...words, ...commandLine],
    env: { ...Object.fromEntries(inherited), ...environment },
    stderr: 'ignore',
  };
}

function answerOf(result: Readonly<Record<string, unknown>>): ToolAnswer {
  const content: readonly unknown[] = Array.isArray(result.content) ? result.content : [];
  return {
    isError: result.isError === true,
    text: content.map((part) => String(fieldsOf(part).text ?? '')).join('\n'),
    structured: fieldsOf(result.structuredContent),
  };
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

function completionRequest(uri: string, name: string, value: string) {
  return { ref: { type: 'ref/resource' as const, uri }, argument: { name, value } };
}

function completionOf({
  completion,
  _meta,
}: {
  readonly completion: { readonly values: readonly string[] };
  readonly _meta?: unknown;
}) {
  return { values: completion.values, meta: fieldsOf(_meta) };
}

function resourceOf({ contents, _meta }: { readonly contents: readonly unknown[]; readonly _meta?: unknown }) {
  return { text: String(fieldsOf(contents[0]).text ?? ''), meta: fieldsOf(_meta) };
}
