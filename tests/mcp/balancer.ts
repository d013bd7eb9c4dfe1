import { createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A balancer before several servers: whoever asks is passed to the next one in turn. */
export interface Balancer {
  readonly url: URL;
  /** How many requests each server has answered, in the order of the servers. */
  readonly answered: readonly number[];
  close(): Promise<void>;
}

/** Starts a balancer that takes turns, and goes on with the next server when one takes no connections. */
export async function startBalancer(servers: readonly URL[]): Promise<Balancer> {
  const answered = servers.map(() => 0);
  let turn = 0;

  function pass(request: IncomingMessage, body: Buffer, response: ServerResponse, first: number, attempt = 0): void {
    const index = (first + attempt) % servers.length;
    const { hostname, port } = servers[index] ?? new URL('http://127.0.0.1');
    const { method, url: path, headers } = request;
    const onward = send({ hostname, port, method, path, headers }, (answer) => {
      answered[index] = (answered[index] ?? 0) + 1;
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => {
      if (response.headersSent) response.destroy();
      else if (attempt + 1 < servers.length) pass(request, body, response, first, attempt + 1);
      else response.writeHead(502).end();
    });
    response.on('close', () => onward.destroy());
    onward.end(body);
  }

  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    turn += 1;
    pass(request, Buffer.concat(chunks), response, turn);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: new URL(`http://127.0.0.1:${port}/mcp`),
    answered,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
