import { type McpServer, ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/server';
import {
  type Completer,
  explainError,
  promptsFor,
  resourcesFor,
  uriTemplateOf,
  variableCompleter,
} from '@tonearm/tools';
import { describeStale, withStaleNotes } from '@tonearm/tools/runtime';
import { staleMetaKey, type ToolHost } from './call-tool.js';
import { observeRequest } from './observe-request.js';
import { signalOf } from './request-facts.js';

/** A protocol's limit. */
const mostValues = 100;

/** Answers `completion/complete`: names and words for what somebody has begun to type into a prompt or an address. */
export function createCompletionRegistrar(host: ToolHost): (server: McpServer) => void {
  const { tools, runtime } = host;
  const names = tools.map(({ name }) => name);
  const completers = new Map<string, Completer | undefined>([
    ...promptsFor(names).flatMap((prompt) =>
      prompt.arguments.map((argument) => [keyOf(prompt.name, argument.name), argument.complete] as const),
    ),
    ...resourcesFor(names).templates.map(
      (template) => [keyOf(uriTemplateOf(template), template.variable), variableCompleter(template)] as const,
    ),
  ]);

  return ({ server }) => {
    server.setRequestHandler('completion/complete', ({ params: { ref, argument }, method }, context) =>
      observeRequest(host, { method, server, context }, async () => {
        const key = keyOf(ref.type === 'ref/prompt' ? ref.name : ref.uri, argument.name);
        // The page of a list is a number: there is nothing to suggest.
        if (!completers.has(key) && !['offset', 'limit'].includes(argument.name)) {
          throw new ProtocolError(ProtocolErrorCode.InvalidParams, 'There is no such prompt, template or argument.');
        }
        const complete = completers.get(key);
        if (complete === undefined) return { completion: { values: [], total: 0, hasMore: false } };
        try {
          const { spotify } = await runtime.get();
          const typed = async () => complete(argument.value, { spotify, signal: signalOf(context) });
          const { result: values, notes } = await withStaleNotes(typed);
          const shown = values.slice(0, mostValues);
          const completion = { values: shown, total: values.length, hasMore: values.length > shown.length };
          // Every value is put where somebody types: there is no room among them for a sentence.
          return describeStale(notes) === undefined ? { completion } : { completion, _meta: { [staleMetaKey]: notes } };
        } catch (error) {
          const { message, hint } = explainError(error);
          throw new ProtocolError(ProtocolErrorCode.InternalError, [message, hint].filter(Boolean).join(' '));
        }
      }),
    );
  };
}

function keyOf(owner: string, argument: string): string {
  return JSON.stringify([owner, argument]);
}
