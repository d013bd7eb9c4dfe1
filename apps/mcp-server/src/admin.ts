import type { LazyRuntime } from './lazy-runtime.js';

/** An answer of the admin paths. */
export interface AdminAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** What the admin paths look at. */
export interface AdminParts {
  readonly runtime: LazyRuntime;
  /** Whether the server has begun to stop. */
  readonly isDraining: () => boolean;
}

/** Gives an answer; `accept` is what the caller says that it can read. */
type Answer = (accept: string | undefined) => Promise<AdminAnswer>;

/** Answers the paths for operators: metrics, health and the cache's figures. Undefined for any other path. */
export function createAdmin({ runtime, isDraining }: AdminParts): (path: string) => Answer | undefined {
  const answers: Readonly<Record<string, Answer>> = {
    '/livez': async () => {
      // Whoever has not begun to work cannot be stuck; asking whether the process lives must not make it load anything.
      const health = await runtime.peek()?.health('liveness');
      return json(health?.status === 'unhealthy' ? 503 : 200, health ?? { status: 'healthy' });
    },
    '/readyz': async () => {
      if (isDraining()) return json(503, { status: 'stopping' });
      const health = await (await runtime.get()).health('readiness');
      return json(health.status === 'unhealthy' ? 503 : 200, health);
    },
    '/metrics': async (accept) => {
      const { contentType, body } = await (await runtime.get()).exposeMetrics(accept);
      return { status: 200, contentType, body };
    },
    '/cache/stats': async () => json(200, (await runtime.get()).cacheStatistics()),
  };
  return (path) => (Object.hasOwn(answers, path) ? answers[path] : undefined);
}

function json(status: number, value: unknown): AdminAnswer {
  return { status, contentType: 'application/json', body: `${JSON.stringify(value)}\n` };
}
