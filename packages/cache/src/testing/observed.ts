import type { RedisClient } from '../redis/client.js';
import { watched } from './watched.js';

type Listener = (...args: unknown[]) => void;

/** A client of a store that listens. */
export interface Observed {
  readonly own: RedisClient;
  /** The commands that Redis was asked for, scripts each with how many arguments follow its keys. */
  readonly sent: (string | readonly [string, number])[];
  /** From now on until `letGo` what the line for changes says is held back. */
  hold(): void;
  letGo(): void;
}

/** Tells what a store asks Redis for, and lets it hear late. */
export function observed(client: RedisClient): Observed {
  const sent: Observed['sent'] = [];
  const held: (() => void)[] = [];
  let isHeld = false;
  const callBuffer = (command: string, ...rest: string[]): Promise<unknown> => {
    sent.push(command === 'EVALSHA' ? [command, rest.length - 2 - Number(rest[1])] : command);
    return client.callBuffer(command, ...rest);
  };
  function duplicate(override: Record<string, unknown>): RedisClient {
    const line = client.duplicate(override);
    const on = (event: string, listener: Listener): void => {
      line.on(event, (...args: unknown[]) => {
        if (isHeld && event === 'message') held.push(() => listener(...args));
        else listener(...args);
      });
    };
    return watched(line as never, { on });
  }
  const own: RedisClient = watched(client as never, { callBuffer, duplicate });
  return {
    own,
    sent,
    hold() {
      isHeld = true;
    },
    letGo() {
      isHeld = false;
      for (const say of held.splice(0)) say();
    },
  };
}
