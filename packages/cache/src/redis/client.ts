/** What is used of an ioredis client. Any instance of `Redis` of ioredis 5 or 6 fits, however it is configured. */
export interface RedisClient {
  readonly status: string;
  readonly isCluster?: boolean;
  /** The socket, by which several commands are sent in one piece; without it each is sent by itself. */
  readonly stream?: { cork(): void; uncork(): void; once(event: 'data', listener: (bytes: unknown) => void): unknown };
  readonly options?: {
    readonly db?: number | undefined;
    readonly keyPrefix?: string | undefined;
    readonly enableAutoPipelining?: boolean | undefined;
  };
  callBuffer(command: string, ...args: (string | Buffer | number)[]): Promise<unknown>;
  call(command: string, ...args: (string | Buffer | number)[]): Promise<unknown>;
  subscribe(channel: string): Promise<unknown>;
  connect(): Promise<void>;
  disconnect(reconnect?: boolean): void;
  duplicate(override?: Readonly<Record<string, unknown>>): RedisClient;
  on(event: string, listener: (...args: unknown[]) => void): unknown;
  off(event: string, listener: (...args: unknown[]) => void): unknown;
}

/** What makes a connection quick to fail and quick to heal; for `new Redis(url, redisDefaults)`. */
export const redisDefaults = {
  /** With the newer protocol ioredis says of a Redis in protected mode that it was given a password that is not needed. Replies are the same. */
  protocol: 2,
  /** Nothing waits for a Redis that is away. */
  enableOfflineQueue: false,
  maxRetriesPerRequest: 0,
  connectTimeout: 1_000,
  /** After a connection that failed ioredis waits for an end that has been, and keeps the process alive meanwhile. */
  disconnectTimeout: 50,
  autoResendUnfulfilledCommands: false,
  /** For ever, at first at once and then about once a second. */
  retryStrategy: (attempt: number): number => Math.min(20 * 2 ** Math.min(attempt, 10), 1_000),
} as const;
