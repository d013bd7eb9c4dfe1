import type { Server, ServerResponse } from 'node:http';

/** Begins to listen; rejects with the error of `listen`, e.g. EADDRINUSE. */
export function listen(server: Server, { host, port }: { host: string; port: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** The address of a server that listens, e.g. `http://127.0.0.1:3333`. */
export function originOf(server: Server, host: string): string {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** Waits until every response is out, at most so long. */
export async function drained(underWay: ReadonlySet<ServerResponse>, maxMs: number): Promise<void> {
  const timer = AbortSignal.timeout(maxMs);
  const tooLate = new Promise<void>((resolve) => {
    timer.addEventListener('abort', () => resolve(), { once: true });
  });
  const allOut = Promise.all(
    [...underWay].map((response) => new Promise((resolve) => response.once('close', resolve))),
  );
  await Promise.race([allOut, tooLate]);
}
