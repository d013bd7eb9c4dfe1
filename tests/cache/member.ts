import { type ChildProcess, fork } from 'node:child_process';
import { startProxy, type Proxy as TcpProxy } from '@tonearm/tooling/services';

/** A process of its own, with a proxy of its own between it and Redis. */
export interface Member {
  readonly proxy: TcpProxy;
  ask(what: string, key?: string): Promise<unknown>;
  /** Sends a signal: SIGSTOP makes it stand still, SIGCONT go on. */
  signal(signal: NodeJS.Signals): void;
  /** Ends it without a word. */
  kill(): void;
}

/** What the processes load from; a read of it takes a moment, and gives what was there when it began. */
export interface Origin {
  readonly values: Map<string, number>;
  loads: number;
  delayMs: number;
}

/** Starts a process that shares a Redis with others. `skewMs`: how far its wall clock is from ours. */
export async function startMember(
  redis: { readonly port: number },
  origin: Origin,
  { skewMs = 0 }: { readonly skewMs?: number } = {},
): Promise<Member> {
  const proxy = await startProxy(redis);
  const path = new URL('./member-process.ts', import.meta.url);
  const skew = `const { now } = Date; Date.now = () => now() + ${skewMs};`;
  const execArgv = skewMs === 0 ? [] : ['--import', `data:text/javascript,${encodeURIComponent(skew)}`];
  const child: ChildProcess = fork(path, [String(proxy.port)], { execArgv });
  const waiting = new Map<number, (answer: unknown) => void>();
  let asked = 0;
  child.on('message', (message: { id?: number; answer?: unknown; load?: number; key?: string }) => {
    if (message.id !== undefined) return waiting.get(message.id)?.(message.answer);
    origin.loads += 1;
    const value = origin.values.get(message.key ?? '') ?? 0;
    setTimeout(() => child.connected && child.send({ loaded: message.load, value }), origin.delayMs);
    return undefined;
  });
  return {
    proxy,
    ask(what, key) {
      asked += 1;
      const id = asked;
      return new Promise((resolve) => {
        waiting.set(id, resolve);
        child.send({ id, ask: what, key });
      });
    },
    signal: (signal) => void child.kill(signal),
    kill: () => child.kill('SIGKILL'),
  };
}
