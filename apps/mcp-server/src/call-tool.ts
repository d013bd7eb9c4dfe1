import {
  type CallToolResult,
  type InputRequiredResult,
  ProtocolError,
  ProtocolErrorCode,
} from '@modelcontextprotocol/server';
import type { Tool, ToolContext, WriteJournal } from '@tonearm/tools';
import { describeStale, traced, withStaleNotes } from '@tonearm/tools/runtime';
import { InputNeeded } from './ask-person.js';
import { type ClosedTools, closedToolError } from './closed-tools.js';
import { explainUnknownTool, parseArguments } from './explain-arguments.js';
import type { LazyRuntime } from './lazy-runtime.js';
import { placeOf } from './place-of.js';
import { beginOperation } from './record-operation.js';
import type { SignInLink } from './sign-in-link.js';
import { codeOf, toMcpError, toMcpResult } from './to-mcp-result.js';

/** One call of a tool, as it came in. */
export interface ToolCall {
  readonly name: string;
  readonly arguments: unknown;
  readonly signal: AbortSignal;
  readonly protocolVersion?: string | undefined;
  /** Tells the client how far the call has come; absent when it does not want to know. */
  readonly progress?: ToolContext['progress'] | undefined;
  /** Asks the person behind the client. */
  readonly ask?: ToolContext['ask'] | undefined;
  /** Gets the person to sign in; resolves when they have, and throws the answer of the call otherwise. */
  readonly signIn?: (() => Promise<void>) | undefined;
}

/** What calls are answered with. */
export interface ToolHost {
  readonly tools: readonly Tool[];
  /** Which of them are closed to the app; absent where none ever can be. */
  readonly closed?: ClosedTools | undefined;
  readonly runtime: LazyRuntime;
  /** The writes of this process's life, for undo. */
  readonly journal: WriteJournal;
  /** Whether nothing that Spotify or its users wrote may reach the model. */
  readonly idsOnly?: boolean | undefined;
  /** How a person signs in from within; absent where they are not at this machine, or need not. */
  readonly signInLink?: SignInLink | undefined;
  /** How clients reach this process, as metrics call it. */
  readonly transport: 'pipe' | 'tcp';
  /** Hears of every call that may have changed the player. */
  readonly playerChanged?: () => void;
  /** Where to write what happens while there is no runtime, and so no log. */
  readonly report: (line: string) => void;
}

/** Answers calls of tools, in words also when they fail, and counts them. Throws only for a tool that is not offered. */
export function createToolCaller(host: ToolHost): (call: ToolCall) => Promise<CallToolResult | InputRequiredResult> {
  const { tools, closed, runtime, transport, playerChanged, report } = host;
  const byName = new Map(tools.map((tool) => [tool.name, tool]));

  function log(tool: Tool, error: unknown): void {
    const logger = runtime.peek()?.logger;
    if (logger !== undefined) logger.error({ tool: tool.name, error }, 'tool failed');
    else report(`${tool.name} failed, there is no runtime: ${placeOf(error)}`);
  }

  return async (call) => {
    const tool = byName.get(call.name);
    const { protocolVersion } = call;
    const end = beginOperation(runtime, { method: 'tools/call', tool: tool?.name, transport, protocolVersion });
    if (tool === undefined) {
      end('unknown_tool');
      throw new ProtocolError(ProtocolErrorCode.InvalidParams, explainUnknownTool(call.name, namesOf(openTools(host))));
    }
    try {
      // A client may still have a list from before that was known.
      if (closed?.names().has(tool.name)) throw closedToolError(tool);
      const result = await traced('operation', describeCall(tool, host), () => runSignedIn(tool, call, host));
      end();
      return result;
    } catch (error) {
      if (error instanceof InputNeeded) {
        // A question to the person is an answer of the protocol: nothing has failed.
        end();
        return error.result;
      }
      const code = codeOf(error);
      // The one kind of error whose answer says nothing about its cause: the log must.
      if (code === 'unexpected') log(tool, error);
      end(code);
      return toMcpError(error, host);
    } finally {
      if (tool.scopes.includes(playerScope)) playerChanged?.();
    }
  };
}

/** The tools that are offered now. */
export function openTools({ tools, closed }: Pick<ToolHost, 'tools' | 'closed'>): readonly Tool[] {
  const names = closed?.names() ?? new Set();
  return names.size === 0 ? tools : tools.filter(({ name }) => !names.has(name));
}

function namesOf(tools: readonly Tool[]): readonly string[] {
  return tools.map(({ name }) => name);
}

/** Whoever may not do this cannot change the player. */
const playerScope = 'user-modify-playback-state';

/** The key in `_meta` under which programs find which answers are old, and how old. */
export const staleMetaKey = 'tonearm/stale';

/** A call as traces name it, by OpenTelemetry's conventions for MCP. */
function describeCall({ name }: Tool, { transport }: ToolHost): Parameters<typeof traced>[1] {
  const attributes = {
    'mcp.method.name': 'tools/call',
    'gen_ai.tool.name': name,
    'gen_ai.operation.name': 'execute_tool',
    'network.transport': transport,
  };
  return { name: `tools/call ${name}`, attributes };
}

/** Runs a tool; when nobody has signed in, once more after somebody has. */
async function runSignedIn(...parts: Parameters<typeof runTool>): Promise<CallToolResult> {
  const [, { signIn }] = parts;
  try {
    return await runTool(...parts);
  } catch (error) {
    if (signIn === undefined || codeOf(error) !== 'authentication') throw error;
    await signIn();
    return await runTool(...parts);
  }
}

async function runTool(tool: Tool, call: ToolCall, { runtime, journal, idsOnly }: ToolHost): Promise<CallToolResult> {
  const { signal, progress, ask } = call;
  const input = await parseArguments(tool, call.arguments);
  const { spotify, diagnose } = await abortable(runtime.get(), signal);
  const context = { spotify, signal, journal, diagnose, ...(progress && { progress }), ...(ask && { ask }) };
  const { result, notes } = await withStaleNotes(() => tool.run(input, context));
  const answer = toMcpResult(tool, result, { idsOnly });
  const stale = describeStale(notes);
  if (stale === undefined) return answer;
  return { ...answer, content: [...answer.content, { type: 'text', text: stale }], _meta: { [staleMetaKey]: notes } };
}

/** Waits no longer than the signal allows for something that others wait for too. */
function abortable<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason);
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
