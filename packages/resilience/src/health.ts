import { type Clock, systemClock } from './clock.js';
import { AttemptTimeoutError } from './errors.js';
import { withTimeLimit } from './time-limit.js';

/** How well something is, from best to worst. */
export type HealthStatus = 'healthy' | 'degraded' | 'unhealthy';

/** One question about the state of things. */
export interface HealthCheck {
  readonly name: string;
  /** Whether nothing works without it: its failure makes the whole unhealthy and not only degraded. */
  readonly critical?: boolean;
  /** How long an answer may take; two seconds unless said. */
  readonly timeoutMs?: number;
  /** Resolves when all is well, with a reason when it is not as it should be, and rejects when it fails. */
  readonly check: (signal: AbortSignal) => Promise<string | undefined>;
}

/** The answer of one check. */
export interface CheckReport {
  readonly name: string;
  readonly status: HealthStatus;
  readonly critical: boolean;
  readonly reason?: string;
}

/** The answers of all checks and what they come to. */
export interface HealthReport {
  readonly status: HealthStatus;
  /** `name: reason` of everything that is not healthy. */
  readonly reasons: readonly string[];
  readonly checks: readonly CheckReport[];
}

const neverAborted = new AbortController().signal;
const ranks: readonly HealthStatus[] = ['healthy', 'degraded', 'unhealthy'];

/** Asks all checks at the same time and adds their answers up. */
export async function checkHealth(
  checks: readonly HealthCheck[],
  options: { readonly clock?: Clock } = {},
): Promise<HealthReport> {
  const { clock = systemClock } = options;
  const reports = await Promise.all(checks.map((check) => ask(check, clock)));
  const worst = Math.max(0, ...reports.map((report) => ranks.indexOf(report.status)));
  return {
    status: ranks[worst] ?? 'unhealthy',
    reasons: reports.flatMap(({ name, reason }) => (reason === undefined ? [] : [`${name}: ${reason}`])),
    checks: reports,
  };
}

async function ask(
  { name, critical = false, timeoutMs = 2_000, check }: HealthCheck,
  clock: Clock,
): Promise<CheckReport> {
  try {
    const reason = await withTimeLimit(
      ({ signal }) => check(signal),
      { signal: neverAborted, attempt: 1 },
      { clock, ms: timeoutMs, expired: () => new AttemptTimeoutError(timeoutMs) },
    );
    return {
      name,
      critical,
      status: reason === undefined ? 'healthy' : 'degraded',
      ...(reason !== undefined && { reason }),
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { name, critical, status: critical ? 'unhealthy' : 'degraded', reason };
  }
}
