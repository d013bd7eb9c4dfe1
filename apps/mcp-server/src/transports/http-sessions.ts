import { randomUUID } from 'node:crypto';
import {
  type McpHttpHandler,
  type McpServerFactory,
  WebStandardStreamableHTTPServerTransport,
} from '@modelcontextprotocol/server';
import { maxBodyBytes } from './http-guards.js';

/** Sessions with clients of 2025, in the memory of this process; one that is gone is begun anew by its client. */
export interface HttpSessions {
  /** The handler, for all who have no session and begin none. */
  around(handler: Pick<McpHttpHandler, 'fetch'>): Pick<McpHttpHandler, 'fetch'>;
  /** Ends them all, and what is under way in them. */
  close(): Promise<void>;
}

/** Whom sessions are with, and how many there may be. */
export interface SessionParts {
  readonly factory: McpServerFactory;
  readonly onerror: (error: Error) => void;
  readonly bounds?: Partial<typeof usualBounds>;
}

const usualBounds = {
  /** Far above what a person's clients open; one more takes the place of the one that was silent longest. */
  maxSessions: 64,
  /** How long a session is kept while nothing is under way in it; a stream that listens is under way. */
  idleMs: 30 * 60_000,
};

interface Session {
  readonly transport: WebStandardStreamableHTTPServerTransport;
  readonly end: () => Promise<void>;
  /** Responses that are open. */
  underWay: number;
  idle: NodeJS.Timeout | undefined;
}

/** Keeps a server for each client of 2025 that shakes hands, so that it can be asked, told of news, and cancel by a word. */
export function createHttpSessions({ factory, onerror, bounds = {} }: SessionParts): HttpSessions {
  const { maxSessions, idleMs } = { ...usualBounds, ...bounds };
  // The one that was used longest ago comes first.
  const sessions = new Map<string, Session>();

  async function begin(request: Request): Promise<Response> {
    const silent = [...sessions.values()].find(({ underWay }) => underWay === 0);
    if (sessions.size >= maxSessions) {
      if (silent === undefined) return refusal(503, `${maxSessions} sessions are open, and all of them busy.`);
      await silent.end();
    }
    const transport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      maxRequestBodySize: maxBodyBytes,
      onsessioninitialized: (id) => void sessions.set(id, session),
    });
    const server = await factory({ era: 'legacy' });
    const session: Session = { transport, end: () => server.close(), underWay: 0, idle: undefined };
    transport.onerror = onerror;
    transport.onclose = () => {
      clearTimeout(session.idle);
      sessions.delete(transport.sessionId ?? '');
    };
    await server.connect(transport);
    const response = await answer(session, request);
    // What looked like the first word of a session was none.
    if (transport.sessionId === undefined) await session.end();
    return response;
  }

  async function answer(session: Session, request: Request): Promise<Response> {
    clearTimeout(session.idle);
    session.underWay += 1;
    const over = (): void => {
      session.underWay -= 1;
      if (session.underWay > 0 || !sessions.has(session.transport.sessionId ?? '')) return;
      session.idle = setTimeout(() => void session.end(), idleMs).unref();
    };
    return whenOver(await session.transport.handleRequest(request), over);
  }

  return {
    around: (handler) => ({
      async fetch(request, options) {
        // Clients of 2026 name the method in a header, and have no sessions.
        if (request.headers.has('mcp-method')) return await handler.fetch(request, options);
        const id = request.headers.get('mcp-session-id');
        if (id === null)
          return (await isFirstWord(request)) ? await begin(request) : await handler.fetch(request, options);
        const session = sessions.get(id);
        if (session === undefined)
          return refusal(404, 'There is no such session any more: begin a new one with initialize.');
        sessions.delete(id);
        sessions.set(id, session);
        return await answer(session, request);
      },
    }),
    async close() {
      await Promise.all([...sessions.values()].map(({ end }) => end()));
    },
  };
}

async function isFirstWord(request: Request): Promise<boolean> {
  if (request.method !== 'POST') return false;
  const body: unknown = await request
    .clone()
    .json()
    .catch(() => undefined);
  return Object(body).method === 'initialize';
}

/** A comment, which no client minds: without a first byte Node would keep the head of a stream of news back until there are some. */
const opening = new TextEncoder().encode(': open\n\n');

/** The response, and word of it when its last byte is out or nobody wants the rest. */
function whenOver(response: Response, over: () => void): Response {
  if (response.body === null) {
    over();
    return response;
  }
  const { status, headers } = response;
  const isStream = headers.get('content-type') === 'text/event-stream';
  const watched = new TransformStream<Uint8Array, Uint8Array>({
    start: (controller) => (isStream ? controller.enqueue(opening) : undefined),
    flush: over,
    cancel: over,
  });
  return new Response(response.body.pipeThrough(watched), { status, headers });
}

function refusal(status: 404 | 503, message: string): Response {
  const headers: Record<string, string> = status === 503 ? { 'retry-after': '60' } : {};
  return Response.json({ jsonrpc: '2.0', id: null, error: { code: -32_001, message } }, { status, headers });
}
