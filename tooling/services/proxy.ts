import { connect, createServer, type Server, type Socket } from 'node:net';

/** What a proxy does to what passes it; everything can be changed at any time. */
export interface ProxyFaults {
  /** How much later everything arrives, in milliseconds. */
  delayMs: number;
  /** Takes everything and passes on nothing, in both directions, without a word: a half-open connection. */
  swallows: boolean;
  /** Refuses new connections. */
  refuses: boolean;
  /** Which of what clients send is kept back until it is let go. */
  keepsBack: ((bytes: Buffer) => boolean) | undefined;
  /** Changes what the server answers. */
  spoil: ((bytes: Buffer) => Buffer) | undefined;
}

/** A TCP proxy on a loopback port, for the faults that networks have. */
export interface Proxy {
  readonly port: number;
  readonly faults: ProxyFaults;
  /** How many pieces are kept back. */
  keptBack(): number;
  /** Passes on the pieces that are kept back for longest, all of them unless said, and gives how many that were. */
  letGo(pieces?: number): number;
  /** How many connections are open. */
  connections(): number;
  /** Cuts every connection, as a reset does. */
  cut(): void;
  stop(): Promise<void>;
}

/** Starts a proxy in front of a loopback port. */
export async function startProxy(target: { readonly port: number }): Promise<Proxy> {
  const faults: ProxyFaults = {
    ...{ delayMs: 0, swallows: false, refuses: false, keepsBack: undefined, spoil: undefined },
  };
  const kept: (() => void)[] = [];
  const pairs = new Set<readonly [Socket, Socket]>();

  function pipe(from: Socket, to: Socket, isAnswer: boolean): void {
    from.on('data', (bytes) => {
      if (faults.swallows) return;
      const passed = isAnswer && faults.spoil ? faults.spoil(bytes) : bytes;
      if (!isAnswer && faults.keepsBack?.(bytes) === true) kept.push(() => to.writable && to.write(passed));
      else if (faults.delayMs === 0) to.write(passed);
      else setTimeout(() => to.writable && to.write(passed), faults.delayMs);
    });
  }

  // Whatever is passed on goes at once: a small piece that waits for the one before to be acknowledged comes tens of milliseconds late.
  const server: Server = createServer({ noDelay: true }, (client) => {
    if (faults.refuses) return void client.resetAndDestroy();
    const upstream = connect({ port: target.port, host: '127.0.0.1', noDelay: true });
    const pair = [client, upstream] as const;
    pairs.add(pair);
    pipe(client, upstream, false);
    pipe(upstream, client, true);
    for (const [socket, other] of [pair, [upstream, client] as const]) {
      socket.on('error', () => undefined);
      socket.on('close', () => {
        pairs.delete(pair);
        other.destroy();
      });
    }
  });
  const cut = (): void => {
    for (const pair of pairs) for (const socket of pair) socket.resetAndDestroy();
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    faults,
    keptBack: () => kept.length,
    letGo(pieces = kept.length) {
      const passed = kept.splice(0, pieces);
      for (const pass of passed) pass();
      return passed.length;
    },
    connections: () => pairs.size,
    cut,
    stop() {
      cut();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
