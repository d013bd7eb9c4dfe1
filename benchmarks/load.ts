import { connect, type Socket } from 'node:net';

/** What to ask, over how many connections. */
export interface Load {
  readonly port: number;
  readonly connections: number;
  readonly headers: string;
  /** The path of the next request. */
  nextPath(): string;
}

/** Requests as fast as the connections allow, each waiting for its answer, for a time. Answers requests per second. */
export async function throughput(load: Load, durationMs: number): Promise<number> {
  const startedAt = performance.now();
  let answered = 0;
  await withConnections(load, async (ask) => {
    while (performance.now() - startedAt < durationMs) {
      await ask(load.nextPath());
      answered += 1;
    }
  });
  return answered / ((performance.now() - startedAt) / 1000);
}

/** Requests at a fixed rate, whatever the answers do. Answers the latencies in milliseconds, counted from when each was due. */
export async function latencies(load: Load, perSecond: number, durationMs: number): Promise<readonly number[]> {
  const startedAt = performance.now();
  const total = Math.floor((perSecond * durationMs) / 1000);
  const found: number[] = [];
  let next = 0;
  await withConnections(load, async (ask) => {
    while (next < total) {
      const dueAt = startedAt + (next * 1000) / perSecond;
      next += 1;
      const early = dueAt - performance.now();
      if (early > 1) await new Promise((resolve) => setTimeout(resolve, early));
      await ask(load.nextPath());
      found.push(performance.now() - dueAt);
    }
  });
  return found;
}

type Ask = (path: string) => Promise<void>;

async function withConnections(load: Load, run: (ask: Ask) => Promise<void>): Promise<void> {
  const sockets = await Promise.all(Array.from({ length: load.connections }, () => open(load.port)));
  try {
    await Promise.all(sockets.map((socket) => run(askOver(socket, load.headers))));
  } finally {
    for (const socket of sockets) socket.destroy();
  }
}

function open(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket));
    socket.setNoDelay(true);
    socket.once('error', reject);
  });
}

/** One request after the other over a socket; only as much HTTP as the answers of the servers here need. */
function askOver(socket: Socket, headers: string): Ask {
  let received = '';
  let done: { resolve(): void; reject(error: Error): void } | undefined;
  socket.setEncoding('latin1');
  socket.on('data', (chunk: string) => {
    received += chunk;
    const end = received.indexOf('\r\n\r\n');
    if (end < 0) return;
    const length = Number(/content-length: (\d+)/i.exec(received)?.[1] ?? 0);
    if (received.length < end + 4 + length) return;
    const isGood = received.startsWith('HTTP/1.1 200');
    const head = received.slice(0, end);
    received = '';
    if (isGood) done?.resolve();
    else done?.reject(new Error(head));
  });
  socket.on('error', (error) => done?.reject(error));
  return (path) =>
    new Promise((resolve, reject) => {
      done = { resolve, reject };
      socket.write(`GET ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\n${headers}\r\n`);
    });
}
