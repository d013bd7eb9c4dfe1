import { lstat, unlink } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect, type ListenOptions } from 'node:net';
import { chooseFormat, type Exposition, type ExpositionFormat } from './render.js';

/** Where metrics are served: a port of this machine, or a socket in the file system. */
export type MetricsAddress = { readonly port: number; readonly host?: string } | { readonly socketPath: string };

/** What can be shown as text, such as the metrics of a catalogue. */
export interface ExposedMetrics {
  text(format: ExpositionFormat): Promise<Exposition>;
}

/** A server of metrics that listens. */
export interface MetricsServer {
  /** `http://127.0.0.1:9464/metrics`, or `unix:/path/to/socket`. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves `/metrics` in the form that the scraper asks for. A port is opened on the loopback address unless a host is said.
 * Does not keep the process alive. A socket that a process left behind when it was killed is taken over. Rejects with the
 * error of `listen`, such as EADDRINUSE.
 */
export async function serveMetrics(metrics: ExposedMetrics, address: MetricsAddress): Promise<MetricsServer> {
  const server = createServer({ requestTimeout: 10_000, headersTimeout: 5_000 }, (request, response) => {
    answer(metrics, request, response).catch(() => end(response, 500, 'The metrics cannot be shown.\n'));
  });
  server.unref();
  const place =
    'port' in address ? { port: address.port, host: address.host ?? '127.0.0.1' } : { path: address.socketPath };
  try {
    await listen(server, place);
  } catch (error) {
    if (!('socketPath' in address) || !(await isLeftBehind(address.socketPath))) throw error;
    await unlink(address.socketPath);
    await listen(server, place);
  }
  const bound = server.address();
  return {
    url:
      typeof bound === 'object' && bound !== null
        ? `http://${bound.family === 'IPv6' ? `[${bound.address}]` : bound.address}:${bound.port}/metrics`
        : `unix:${bound}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, place: ListenOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(place, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** Whether there is a socket that nobody listens on any more. Any other file is somebody's, and stays. */
async function isLeftBehind(path: string): Promise<boolean> {
  const isSocket = await lstat(path).then(
    (found) => found.isSocket(),
    () => false,
  );
  if (!isSocket) return false;
  return new Promise((resolve) => {
    const visitor = connect({ path }, () => resolve(false));
    visitor.once('error', (error: NodeJS.ErrnoException) => resolve(error.code === 'ECONNREFUSED'));
    visitor.once('connect', () => visitor.destroy());
  });
}

async function answer(metrics: ExposedMetrics, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if ((request.url ?? '').split('?')[0] !== '/metrics') return end(response, 404, 'Metrics are at /metrics.\n');
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('allow', 'GET, HEAD');
    return end(response, 405, 'Metrics can only be read.\n');
  }
  const { contentType, body } = await metrics.text(chooseFormat(request.headers.accept));
  end(response, 200, request.method === 'HEAD' ? '' : body, contentType);
}

function end(response: ServerResponse, status: number, body: string, contentType = 'text/plain; charset=utf-8'): void {
  response.writeHead(status, { 'content-type': contentType, 'cache-control': 'no-store' });
  response.end(body);
}
