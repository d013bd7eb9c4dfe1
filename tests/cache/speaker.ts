import { createServer, type Socket } from 'node:net';

/** What a port says to whoever connects to it, in place of a Redis. */
export interface Speech {
  /** Said as soon as somebody connects; the connection is closed afterwards. */
  readonly greeting?: string;
  /** The answer to a command, which is in capitals; nothing is said where this gives undefined. */
  readonly answer?: (command: string) => string | undefined;
}

/** A port that speaks a little of Redis, or says nothing at all. */
export interface Speaker {
  readonly port: number;
  /** How many connections it has taken. */
  readonly taken: number;
  /** Ends it and its connections. */
  stop(): Promise<void>;
}

/** What lets a client through its handshake. */
const handshake: Readonly<Record<string, string>> = {
  HELLO: '%1\r\n+proto\r\n:3\r\n',
  CLIENT: '+OK\r\n',
  INFO: '$11\r\nloading:0\r\n\r\n',
};

/** Says this to every command, once a client is through its handshake. */
export const says =
  (error: string) =>
  (command: string): string =>
    handshake[command] ?? `-${error}\r\n`;

/** Says this to every command from the first one on. */
export const saysAtOnce = (error: string) => (): string => `-${error}\r\n`;

/** Starts such a port on the loopback. */
export async function startSpeaker({ greeting, answer = () => undefined }: Speech): Promise<Speaker> {
  const sockets = new Set<Socket>();
  let taken = 0;
  const server = createServer((socket) => {
    taken += 1;
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    if (greeting !== undefined) return void socket.end(`-${greeting}\r\n`);
    socket.on('data', (bytes) => {
      // Every command is a list of texts; its first one names it.
      for (const [, command = ''] of String(bytes).matchAll(/\*\d+\r\n\$\d+\r\n([a-zA-Z]+)\r\n/g)) {
        const said = answer(command.toUpperCase());
        if (said !== undefined) socket.write(said);
      }
    });
    return undefined;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    get taken() {
      return taken;
    },
    stop() {
      for (const socket of sockets) socket.resetAndDestroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
