import { StoreUnavailableError } from '../errors.js';
import type { Notice, StoreListener, Subscription } from '../store.js';
import type { RedisClient } from './client.js';
import { isReplyError } from './replies.js';
import { troubleOf } from './trouble.js';

/** A line that is open and not up after this is half open: what it was told has never arrived. */
const upWithinMs = 1_000;

/**
 * Listens on a connection of its own. The changes are published by the script that makes them, so they arrive in the
 * order of their sequence, and a message that was lost shows as a gap.
 */
export function subscribe(client: RedisClient, channel: string, listener: StoreListener): Subscription {
  const line = client.duplicate({
    lazyConnect: true,
    autoResubscribe: false,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
  });
  let isUp = false;
  let watch: NodeJS.Timeout | undefined;

  function onConnect(): void {
    clearTimeout(watch);
    watch = setTimeout(() => {
      if (!isUp) line.disconnect(true);
    }, upWithinMs).unref();
  }
  async function onReady(): Promise<void> {
    try {
      await line.subscribe(channel);
      isUp = true;
      clearTimeout(watch);
      listener.up();
    } catch (error) {
      // The line was lost again; its next `ready` tries again. What Redis refuses is wrong for as long as nobody mends it.
      if (isReplyError(error)) listener.down(troubleOf(error));
    }
  }
  function onLost(): void {
    if (!isUp) return;
    isUp = false;
    listener.down();
  }
  function onMessage(message: string): void {
    const notice = parse(message);
    // A message that nobody of ours can have sent: something may have been said that is not understood.
    if (notice === undefined) {
      listener.down();
      listener.up();
    } else listener.heard(notice);
  }
  line.on('connect', onConnect);
  line.on('ready', () => void onReady());
  line.on('close', onLost);
  line.on('end', onLost);
  line.on('message', (_channel, message) => onMessage(String(message)));
  line.on('error', () => undefined);
  line.connect().catch(() => undefined);

  return {
    async ping() {
      if (!isUp) throw new StoreUnavailableError('the line for changes is down');
      await line.call('PING');
    },
    reconnect() {
      onLost();
      line.disconnect(true);
    },
    close() {
      isUp = false;
      clearTimeout(watch);
      line.disconnect();
    },
  };
}

function parse(message: string): Notice | undefined {
  try {
    const { epoch, sequence, origin, forgotten, names } = JSON.parse(message);
    if (typeof epoch !== 'string' || typeof sequence !== 'number') return undefined;
    if (names !== undefined && !(Array.isArray(names) && names.every(isString))) return undefined;
    if (forgotten !== undefined && !isString(forgotten)) return undefined;
    return {
      position: { epoch, sequence },
      origin: String(origin),
      names: names ?? [],
      ...(isString(forgotten) && forgotten !== '' && { forgotten }),
    };
  } catch {
    return undefined;
  }
}

function isString(value: unknown): value is string {
  return typeof value === 'string';
}
