import {
  type McpServer,
  ProtocolError,
  ProtocolErrorCode,
  ResourceNotFoundError,
  type ServerContext,
} from '@modelcontextprotocol/server';
import { explainError, locateResource, nextPageOf, resourcesFor, type Tool, uriTemplateOf } from '@tonearm/tools';
import { describeStale, withStaleNotes } from '@tonearm/tools/runtime';
import { staleMetaKey, type ToolHost } from './call-tool.js';
import { parseArguments } from './explain-arguments.js';
import { observeRequest } from './observe-request.js';
import { createPager } from './pages.js';
import { signalOf } from './request-facts.js';

const mimeType = 'application/json';

/** Answers `resources/list`, `resources/templates/list` and `resources/read`: what the reading tools know, under addresses. */
export function createResourceRegistrar(host: ToolHost): (server: McpServer) => void {
  const byName = new Map(host.tools.map((tool) => [tool.name, tool]));
  const offered = resourcesFor([...byName.keys()]);
  const resources = createPager(
    offered.resources.map(({ uri, name, title, description }) => ({ uri, name, title, description, mimeType })),
  );
  const templates = createPager(
    offered.templates.map((template) => {
      const { name, title, description } = template;
      return { uriTemplate: uriTemplateOf(template), name, title, description, mimeType };
    }),
  );

  async function read(uri: string, context: ServerContext) {
    const place = locateResource(uri, offered);
    const tool = byName.get(place?.tool ?? '');
    if (place === undefined || tool === undefined) throw new ResourceNotFoundError(uri, 'There is no such resource.');
    const { result: output, notes } = await withStaleNotes(() => runReading(tool, place.input, context));
    const [next, note] = [nextPageOf(uri, output), describeStale(notes)];
    const text = JSON.stringify({
      ...(note !== undefined && { note }),
      ...output,
      ...(next !== undefined && { next }),
    });
    const answer = { contents: [{ uri, mimeType, text }], cacheScope: 'private' as const };
    // What is old already is kept by nobody else.
    return note === undefined
      ? { ...answer, ttlMs: place.ttlMs }
      : { ...answer, ttlMs: 0, _meta: { [staleMetaKey]: notes } };
  }

  async function runReading(tool: Tool, given: unknown, context: ServerContext): Promise<Record<string, unknown>> {
    const signal = signalOf(context);
    const input = await parseArguments(tool, given);
    const { spotify } = await host.runtime.get();
    return tool.output.parse(await tool.run(input, { spotify, signal }));
  }

  return ({ server }) => {
    server.setRequestHandler('resources/list', ({ params, method }, context) =>
      observeRequest(host, { method, server, context }, () => resources('resources', params?.cursor)),
    );
    server.setRequestHandler('resources/templates/list', ({ params, method }, context) =>
      observeRequest(host, { method, server, context }, () => templates('resourceTemplates', params?.cursor)),
    );
    server.setRequestHandler('resources/read', async ({ params, method }, context) => {
      try {
        return await observeRequest(host, { method, server, context }, () => read(params.uri, context));
      } catch (error) {
        throw toProtocolError(error, params.uri);
      }
    });
  };
}

const ofTheAsker = new Set(['user_input', 'ambiguous', 'invalid_parameter', 'bad_request']);

/** Resources have no results that say what went wrong: the error must. */
function toProtocolError(error: unknown, uri: string): ProtocolError {
  if (error instanceof ProtocolError) return error;
  const { code, message, hint, isRetryable, retryAfterMs } = explainError(error);
  const words = [message, hint].filter(Boolean).join(' ');
  if (code === 'not_found') return new ResourceNotFoundError(uri, words);
  const kind = ofTheAsker.has(code) ? ProtocolErrorCode.InvalidParams : ProtocolErrorCode.InternalError;
  return new ProtocolError(kind, words, {
    code,
    is_retryable: isRetryable,
    ...(retryAfterMs !== undefined && { retry_after_ms: retryAfterMs }),
  });
}
