import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler } from '@modelcontextprotocol/server';
import { tellingRequests } from '@tonearm/tools/runtime';
import { createAdmin, healthPaths } from '../admin.js';
import type { HttpConfig } from '../http-config.js';
import { maxBodyBytes, refuseBody, refuseSource, wrongToken } from './http-guards.js';
import { createLimits } from './http-limits.js';
import { createHttpListeners } from './http-listeners.js';
import { createHttpSessions } from './http-sessions.js';
import { drained, listen, originOf } from './listen.js';
import { answerPlainly, refuseRequest } from './refuse-request.js';
import { type Tenant, tenantFinder } from './tenant.js';

/** What an HTTP server is made of. */
export interface HttpParts {
  readonly config: HttpConfig;
  /** At least one; the bearer token of a request says whose it is. */
  readonly tenants: readonly Tenant[];
  readonly report: (line: string) => void;
  /** How long a client may take to send; for tests that cannot wait so long. */
  readonly bounds?: Partial<typeof usualBounds>;
}

/** A server that listens. */
export interface RunningServer {
  /** Where MCP is spoken, e.g. `http://127.0.0.1:3333/mcp`. */
  readonly url: string;
  /** Takes no new requests, lets those under way finish for at most `drainMs`, then ends them. */
  close(drainMs: number): Promise<void>;
}

/** How long a client may take to send what it began to send, and to use an open connection again; how large a head may be. */
const usualBounds = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 2_000,
  maxHeaderSize: 16 * 1024,
};
const maxConnections = 1_024;
const maxRequestsUnderWay = 256;
const maxSubscriptions = 16;

/** Serves MCP and the admin paths; resolves once the server listens. Rejects with the error of `listen`, e.g. EADDRINUSE. */
export async function serveOnHttp({ config, tenants, report, bounds = {} }: HttpParts): Promise<RunningServer> {
  const onerror = (error: Error): void => report(error.message);
  const handlers = tenants.map((tenant) => {
    const { bus, around } = createHttpListeners(tenant, onerror);
    const options = { maxRequestBodySize: maxBodyBytes, maxSubscriptions, onerror, bus };
    const handler = createMcpHandler(tenant.factory, options);
    const sessions = config.keepsSessions ? createHttpSessions({ factory: tenant.factory, onerror }) : undefined;
    const listening = around(handler);
    const answerMcp = toNodeHandler(sessions?.around(listening) ?? listening, options);
    return { ...tenant, answerMcp, end: () => Promise.all([handler.close(), sessions?.close()]) };
  });
  const findTenant = tenantFinder(handlers);
  const limits = createLimits({
    maxRequestsPerSecond: config.maxRequestsPerSecond,
    maxUnderWay: maxRequestsUnderWay,
  });
  let isDraining = false;
  const admin = createAdmin({ isDraining: () => isDraining, runtimes: tenants.map(({ runtime }) => runtime) });
  const underWay = new Set<ServerResponse>();

  const server = createServer({ ...usualBounds, ...bounds }, (request, response) => {
    // A stream of news stays open by design: there is nothing to wait for when the server stops.
    if (request.method !== 'GET' && request.headers['mcp-method'] !== 'subscriptions/listen') {
      underWay.add(response);
      response.on('close', () => underWay.delete(response));
    }
    answer(request, response).catch((error: unknown) => {
      report(`A request failed: ${error instanceof Error ? error.message : String(error)}`);
      if (!response.headersSent) answerPlainly(response, { status: 500, message: 'Internal error.' });
    });
  });
  server.maxConnections = maxConnections;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const method = request.method ?? 'GET';
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    const { headers } = request;
    const stranger = refuseSource({ method, headers }, config);
    if (stranger !== undefined) return refuseRequest(request, response, stranger);
    if (healthPaths.includes(path)) return await answerAdmin(path, method, request, response);
    // Before the token is looked at: guessing must cost no more than asking.
    const entry = limits.enter(request.socket.remoteAddress ?? '');
    if ('refusal' in entry) return refuseRequest(request, response, entry.refusal);
    response.once('close', entry.leave);
    const tenant = findTenant(headers.authorization);
    if (tenant === undefined) return refuseRequest(request, response, wrongToken);
    const refusal = refuseBody({ method, headers });
    if (refusal !== undefined) return refuseRequest(request, response, refusal);
    if (path === '/mcp') {
      const toMcp = Object.assign(request, { method, url: path });
      // By this id whoever asked finds what the log says of it.
      const name = (correlationId: string): void => {
        if (!response.headersSent) response.setHeader('x-correlation-id', correlationId);
      };
      return await tellingRequests(name, () => tenant.answerMcp(toMcp, response));
    }
    return await answerAdmin(path, method, request, response, tenant);
  }

  async function answerAdmin(
    path: string,
    method: string,
    request: IncomingMessage,
    response: ServerResponse,
    tenant?: Tenant,
  ): Promise<void> {
    const answerOf = method === 'GET' || method === 'HEAD' ? admin(path, tenant?.runtime) : undefined;
    if (answerOf === undefined) {
      return refuseRequest(request, response, { status: 404, message: 'Not found: MCP is spoken at /mcp.' });
    }
    const { status, contentType, body } = await answerOf(request.headers.accept);
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
      await Promise.all(handlers.map(({ end }) => end()));
      server.closeAllConnections();
    },
  };
}
