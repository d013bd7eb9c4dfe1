import { type JSONRPCMessage, ProtocolErrorCode, type Server } from '@modelcontextprotocol/server';
import { describeIssue } from '@tonearm/tools';
import { z } from 'zod';

const name = z.string().min(1);
const uri = z.string().min(1);
const cursor = z.looseObject({ cursor: z.string().optional() }).optional();

/** What the methods that take something must be given, as far as the protocol says so, and how it looks when it is right. */
const methods: Readonly<Record<string, { readonly params: z.ZodType; readonly example?: string }>> = {
  'tools/list': { params: cursor },
  'tools/call': {
    params: z.looseObject({ name, arguments: z.looseObject({}).optional() }),
    example: '{"name": "search_catalog", "arguments": {"query": "…"}}',
  },
  'prompts/list': { params: cursor },
  'prompts/get': {
    params: z.looseObject({ name, arguments: z.record(z.string(), z.string()).optional() }),
    example: '{"name": "whats_playing", "arguments": {}}',
  },
  'resources/list': { params: cursor },
  'resources/templates/list': { params: cursor },
  'resources/read': { params: z.looseObject({ uri }), example: '{"uri": "spotify://playback"}' },
  'completion/complete': {
    params: z.looseObject({
      ref: z.discriminatedUnion('type', [
        z.looseObject({ type: z.literal('ref/prompt'), name }),
        z.looseObject({ type: z.literal('ref/resource'), uri }),
      ]),
      argument: z.looseObject({ name, value: z.string() }),
    }),
    example: '{"ref": {"type": "ref/prompt", "name": "…"}, "argument": {"name": "…", "value": "…"}}',
  },
};

/** Says what is wrong with the parameters of a request, and how they must look; undefined when nothing is, or nobody knows the method. */
export function malformation({
  method,
  params,
}: {
  readonly method: string;
  readonly params?: unknown;
}): string | undefined {
  const known = Object.hasOwn(methods, method) ? methods[method] : undefined;
  const issues = known?.params.safeParse(params).error?.issues ?? [];
  if (issues.length === 0) return undefined;
  const complaints = issues
    .slice(0, 3)
    .map((issue) => `${['params', ...issue.path].join('.')} ${describeIssue(issue)}`);
  const next =
    known?.example === undefined
      ? 'Leave params out, or send the cursor of the page before.'
      : `Send params like ${known.example}.`;
  return `Invalid ${method}: ${complaints.join('; ')}. ${next}`;
}

/**
 * Makes a server refuse malformed requests by the code of the protocol and in words: the SDK refuses some with the code of an
 * error of our own, and all with the findings of its schemas as JSON.
 */
export function refuseMalformed(server: Server): void {
  const connect = server.connect.bind(server);
  server.connect = async (transport) => {
    await connect(transport);
    const { onmessage } = transport;
    transport.onmessage = (message: JSONRPCMessage, extra) => {
      const complaint = 'method' in message && 'id' in message ? malformation(message) : undefined;
      if (complaint === undefined || !('id' in message) || message.id === undefined) return onmessage?.(message, extra);
      const error = { code: ProtocolErrorCode.InvalidParams, message: complaint };
      // A client that has just gone needs no answer.
      transport.send({ jsonrpc: '2.0', id: message.id, error }).catch(() => undefined);
    };
  };
}
