import type { StoreUnavailableError } from '../errors.js';
import type { RedisClient } from './client.js';
import { troubleOf, troubleOfState } from './trouble.js';

/** The connection of a client, as a store uses it. */
export interface Connection {
  /** Undefined when the client can send. Else resolves when it can, and rejects at once when it has lost its connection, so that nobody queues for it. */
  ready(): Promise<void> | undefined;
  /** How often it was lost. */
  losses(): number;
  /** What a command failed of: what the connection failed of, where the client only says that there is none. */
  failure(error: unknown): StoreUnavailableError;
  /** Leaves the client alone. */
  release(): void;
}

/** Everybody who waits for a connection, and how it ends. */
interface Waiting {
  readonly promise: Promise<void>;
  resolve(): void;
  reject(reason: StoreUnavailableError): void;
}

/** Watches a connection. The listeners are as few as one of each kind, however many wait for it. */
export function connectionOf(client: RedisClient): Connection {
  let losses = 0;
  let trouble: StoreUnavailableError | undefined;
  let waiting: Waiting | undefined;
  /** Since it was last made. */
  let hasBeenReady = client.status === 'ready';

  const settle = (): Waiting | undefined => {
    const settled = waiting;
    waiting = undefined;
    return settled;
  };
  const lost = (): StoreUnavailableError => {
    // It was good and is not made anew: what its last commands met on the way out is not what is wrong.
    const isEnded = client.status === 'end' && hasBeenReady;
    return (isEnded ? undefined : trouble) ?? troubleOfState(client.status);
  };
  const listeners = {
    // Who is refused before anything was asked is told so and hung up on, and the client keeps that to itself.
    connect() {
      client.stream?.once('data', (bytes) => {
        const [refusal] = /^-[^\r\n]+/.exec(String(bytes)) ?? [];
        if (refusal !== undefined) trouble = troubleOf(new Error(refusal.slice(1)));
      });
    },
    // A connection that fails says so through the commands that it fails; unheard, it would end the process.
    error(error: unknown) {
      trouble = troubleOf(error);
    },
    ready() {
      trouble = undefined;
      hasBeenReady = true;
      settle()?.resolve();
    },
    close() {
      losses += 1;
      settle()?.reject(lost());
    },
    reconnecting() {
      hasBeenReady = false;
    },
    end() {
      settle()?.reject(lost());
    },
  };
  for (const [event, listener] of Object.entries(listeners)) client.on(event, listener);

  return {
    ready() {
      if (client.status === 'ready') return undefined;
      if (client.status === 'wait') client.connect().catch(() => undefined);
      else if (client.status !== 'connecting' && client.status !== 'connect') return Promise.reject(lost());
      waiting ??= wait();
      return waiting.promise;
    },
    losses: () => losses,
    failure(error) {
      if (client.status === 'end') return lost();
      return client.status === 'ready' ? troubleOf(error) : (trouble ?? troubleOf(error));
    },
    release() {
      for (const [event, listener] of Object.entries(listeners)) client.off(event, listener);
    },
  };
}

function wait(): Waiting {
  let settle: Omit<Waiting, 'promise'> = { resolve: () => undefined, reject: () => undefined };
  const promise = new Promise<void>((resolve, reject) => {
    settle = { resolve, reject };
  });
  return { promise, ...settle };
}
