import { createHash } from 'node:crypto';
import type { Clock } from './clock.js';
import { AttemptTimeoutError } from './errors.js';
import { expireAfter } from './late-timer.js';

/** What is needed of a Redis client; ioredis has it. */
export interface RedisClient {
  eval(script: string, numberOfKeys: number, ...keysAndArguments: (string | number)[]): Promise<unknown>;
  evalsha(digest: string, numberOfKeys: number, ...keysAndArguments: (string | number)[]): Promise<unknown>;
}

/** A script that the server runs as one step, known to it by its digest after the first time. */
export interface Script {
  run(redis: RedisClient, keys: readonly string[], args: readonly (string | number)[]): Promise<unknown>;
}

/** Names a script. */
export function script(text: string): Script {
  const digest = createHash('sha1').update(text).digest('hex');
  return {
    async run(redis, keys, args) {
      try {
        return await redis.evalsha(digest, keys.length, ...keys, ...args);
      } catch (error) {
        if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error;
        return redis.eval(text, keys.length, ...keys, ...args);
      }
    },
  };
}

/** Waits for an answer no longer than `ms`: a server that hangs must not hang its callers, whatever its client does. */
export function within<T>(answer: Promise<T>, ms: number, clock: Clock): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = expireAfter(clock, ms, () => reject(new AttemptTimeoutError(ms)));
    answer.then(resolve, reject).finally(cancel);
  });
}
