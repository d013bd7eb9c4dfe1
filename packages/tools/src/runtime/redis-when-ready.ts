import type { RedisClient } from '@tonearm/resilience';

/** What of ioredis is needed to know whether it is connected. */
interface Connecting extends RedisClient {
  readonly status: string;
  once(event: 'ready' | 'close', listener: () => void): unknown;
}

/**
 * A client whose commands wait while it connects, instead of failing at once: a command-line process asks right after it
 * has begun. How long is for whoever asks to say; the policies wait for a moment and then go on without it.
 */
export function whenReady(redis: Connecting): RedisClient {
  let connecting: Promise<void> | undefined;

  function connected(): Promise<void> {
    connecting ??= new Promise<void>((resolve) => {
      for (const event of ['ready', 'close'] as const) redis.once(event, resolve);
    }).finally(() => {
      connecting = undefined;
    });
    return connecting;
  }

  const isConnecting = (): boolean => redis.status === 'connecting' || redis.status === 'connect';
  return {
    async eval(...all) {
      if (isConnecting()) await connected();
      return redis.eval(...all);
    },
    async evalsha(...all) {
      if (isConnecting()) await connected();
      return redis.evalsha(...all);
    },
  };
}
