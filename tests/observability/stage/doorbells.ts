import { createServer } from 'node:http';

/** One request as a service that tells people gets it. */
export interface Ring {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: string;
}

/** Stands for every service that is told over HTTP, and keeps what it hears. */
export interface Doorbells {
  readonly url: string;
  readonly rings: readonly Ring[];
  close(): void;
}

/** Starts a server that says yes to everything. */
export async function startDoorbells(): Promise<Doorbells> {
  const rings: Ring[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    rings.push({ path: request.url ?? '', authorization: request.headers.authorization, body });
    // PagerDuty answers that it will look at it later.
    response.writeHead(202, { 'content-type': 'application/json' }).end('{"status":"success"}');
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    rings,
    close: () => server.close(),
  };
}
