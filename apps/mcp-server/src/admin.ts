import type { LazyRuntime } from './lazy-runtime.js';

/** An answer of the admin paths. */
export interface AdminAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** What the admin paths look at. */
export interface AdminParts {
  /** Those of everybody who is served: the process is as well as the worst of them. */
  readonly runtimes: readonly LazyRuntime[];
  /** Whether the server has begun to stop. */
  readonly isDraining: () => boolean;
}

/** Gives an answer; `accept` is what the caller says that it can read. */
type Answer = (accept: string | undefined) => Promise<AdminAnswer>;

/** The paths that whoever looks after the process asks, without a token and without limits. */
export const healthPaths: readonly string[] = ['/livez', '/readyz'];

/**
 * Answers the paths for operators: health, and the metrics and the cache's figures of whoever the token belongs to.
 * Undefined for any other path.
 */
export function createAdmin({
  runtimes,
  isDraining,
}: AdminParts): (path: string, whose?: LazyRuntime) => Answer | undefined {
  const health: Readonly<Record<string, Answer>> = {
    '/livez': async () => {
      // Whoever has not begun to work cannot be stuck; asking whether the process lives must not make it load anything.
      const reports = await Promise.all(runtimes.map((runtime) => runtime.peek()?.health('liveness')));
      return healthAnswer(reports.map((report) => report ?? { status: 'healthy' }));
    },
    '/readyz': async () => {
      if (isDraining()) return json(503, { status: 'stopping' });
      return healthAnswer(await Promise.all(runtimes.map(async ({ get }) => (await get()).health('readiness'))));
    },
  };
  const figures: Readonly<Record<string, (runtime: LazyRuntime) => Answer>> = {
    '/metrics': (runtime) => async (accept) => {
      const { contentType, body } = await (await runtime.get()).exposeMetrics(accept);
      return { status: 200, contentType, body };
    },
    '/cache/stats': (runtime) => async () => json(200, (await runtime.get()).cacheStatistics()),
  };
  return (path, whose) => {
    if (Object.hasOwn(health, path)) return health[path];
    return whose !== undefined && Object.hasOwn(figures, path) ? figures[path]?.(whose) : undefined;
  };
}

const ranks = ['healthy', 'degraded', 'unhealthy'];

/** The worst of several, which is the only one where one person is served. */
function healthAnswer(reports: readonly { readonly status: string }[]): AdminAnswer {
  const worst = reports.reduce((one, other) => (ranks.indexOf(other.status) > ranks.indexOf(one.status) ? other : one));
  return json(worst.status === 'unhealthy' ? 503 : 200, worst);
}

function json(status: number, value: unknown): AdminAnswer {
  return { status, contentType: 'application/json', body: `${JSON.stringify(value)}\n` };
}
