import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler, type McpServerFactory } from '@modelcontextprotocol/server';
import { createAdmin } from '../admin.js';
import type { HttpConfig } from '../config.js';
import type { LazyRuntime } from '../lazy-runtime.js';
import { maxBodyBytes, refuse } from './http-guards.js';
import { drained, listen, originOf } from './listen.js';
import { answerPlainly, refuseRequest } from './refuse-request.js';

/** What an HTTP server is made of. */
export interface HttpParts {
  readonly config: HttpConfig;
  readonly factory: McpServerFactory;
  readonly runtime: LazyRuntime;
  readonly token?: string;
  readonly report: (line: string) => void;
}

/** A server that listens. */
export interface RunningServer {
  /** Where MCP is spoken, e.g. `http://127.0.0.1:3333/mcp`. */
  readonly url: string;
  /** Takes no new requests, lets those under way finish for at most `drainMs`, then ends them. */
  close(drainMs: number): Promise<void>;
}

/** How long a client may take to send what it began to send, and to use an open connection again. */
const timeouts = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 2_000,
};
const maxSubscriptions = 16;

/** Serves MCP and the admin paths; resolves once the server listens. Rejects with the error of `listen`, e.g. EADDRINUSE. */
export async function serveOnHttp({ config, factory, runtime, token, report }: HttpParts): Promise<RunningServer> {
  const onerror = (error: Error): void => report(error.message);
  const handler = createMcpHandler(factory, { maxRequestBodySize: maxBodyBytes, maxSubscriptions, onerror });
  const answerMcp = toNodeHandler(handler, { maxRequestBodySize: maxBodyBytes, onerror });
  const guards = { ...config, ...(token !== undefined && { token }) };
  let isDraining = false;
  const admin = createAdmin({ runtime, isDraining: () => isDraining });
  const underWay = new Set<ServerResponse>();

  const server = createServer(timeouts, (request, response) => {
    // A subscription stays open by design: there is nothing to wait for when the server stops.
    if (request.headers['mcp-method'] !== 'subscriptions/listen') {
      underWay.add(response);
      response.on('close', () => underWay.delete(response));
    }
    answer(request, response).catch((error: unknown) => {
      report(`A request failed: ${error instanceof Error ? error.message : String(error)}`);
      if (!response.headersSent) answerPlainly(response, { status: 500, message: 'Internal error.' });
    });
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const method = request.method ?? 'GET';
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    const refusal = refuse({ method, path, headers: request.headers }, guards);
    if (refusal !== undefined) return refuseRequest(request, response, refusal);
    if (path === '/mcp') return await answerMcp(Object.assign(request, { method, url: path }), response);
    const answerAdmin = method === 'GET' || method === 'HEAD' ? admin(path) : undefined;
    if (answerAdmin === undefined) {
      return refuseRequest(request, response, { status: 404, message: 'Not found: MCP is spoken at /mcp.' });
    }
    const { status, contentType, body } = await answerAdmin(request.headers.accept);
    response.writeHead(status, { 'content-type': contentType, 'cache-control': 'no-store' });
    response.end(method === 'HEAD' ? undefined : body);
  }

  await listen(server, config);
  return {
    url: `${originOf(server, config.host)}/mcp`,
    async close(drainMs) {
      isDraining = true;
      server.close();
      await drained(underWay, drainMs);
      await handler.close();
      server.closeAllConnections();
    },
  };
}
