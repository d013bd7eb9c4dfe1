import { type Service, startService } from './start-service.ts';

/** A running Redis without persistence. */
export interface Redis extends Service {
  /** `redis://127.0.0.1:<port>`. */
  readonly url: string;
}

/** How a Redis may differ from an empty one on a free port. */
export interface RedisOptions {
  readonly port?: number;
  /** Further arguments, such as `['--maxmemory', '2mb']`. */
  readonly arguments?: readonly string[];
}

/** Starts a real Redis on a loopback port. */
export async function startRedis({ port, arguments: more = [] }: RedisOptions = {}): Promise<Redis> {
  const service = await startService({
    program: 'redis-server',
    ...(port === undefined ? {} : { port }),
    arguments: (place) => [
      ...['--bind', '127.0.0.1', '--port', String(place.port), '--dir', place.folder],
      ...['--save', '', '--appendonly', 'no', ...more],
    ],
  });
  return { ...service, url: `redis://127.0.0.1:${service.port}` };
}
