import { contextOf } from './call-context.js';
import { type Clock, systemClock } from './clock.js';
import { AttemptTimeoutError } from './errors.js';
import { withTimeLimit } from './time-limit.js';

/** How well something is, from best to worst. */
export type HealthStatus = 'healthy' | 'degraded' | 'unhealthy';

/** What a question is for: whether the process is alive and must not be restarted, or whether it can do its work now. */
export type HealthPurpose = 'liveness' | 'readiness';

/** One question about the state of things. */
export interface HealthCheck {
  readonly name: string;
  /** Whether nothing works without it: its failure makes the whole unhealthy and not only degraded. */
  readonly critical?: boolean;
  /** `readiness` unless said: a process is not restarted because somebody else is ill. */
  readonly purpose?: HealthPurpose;
  /** How long an answer may take; two seconds unless said. */
  readonly timeoutMs?: number;
  /** How long an answer is good for, so that asking often costs nothing; it is asked each time unless said. */
  readonly cacheForMs?: number;
  /** Resolves when all is well, with a reason when it is not as it should be, and rejects when it fails. */
  readonly check: (signal: AbortSignal) => Promise<string | undefined>;
}

/** The answer of one check. */
export interface CheckReport {
  readonly name: string;
  readonly status: HealthStatus;
  readonly critical: boolean;
  readonly reason?: string;
  /** How long the answer took. */
  readonly tookMs: number;
  /** How old the answer is; 0 when it was asked for now. */
  readonly ageMs: number;
}

/** The answers of all checks and what they come to. */
export interface HealthReport {
  readonly status: HealthStatus;
  /** `name: reason` of everything that is not healthy. */
  readonly reasons: readonly string[];
  readonly checks: readonly CheckReport[];
}

/** Asks checks, and remembers their answers as long as each allows. */
export interface Health {
  /** The answers of the checks of that purpose, or of all. */
  report(purpose?: HealthPurpose): Promise<HealthReport>;
}

interface Asked {
  readonly answer: Promise<CheckReport>;
  endedAt?: number;
}

const ranks: readonly HealthStatus[] = ['healthy', 'degraded', 'unhealthy'];

/** Sets up checks that are asked again and again. */
export function health(checks: readonly HealthCheck[], options: { readonly clock?: Clock } = {}): Health {
  const { clock = systemClock } = options;
  const names = new Set(checks.map(({ name }) => name));
  if (names.size < checks.length) throw new RangeError('Two health checks have the same name');
  const asked = new Map<string, Asked>();

  async function ask(check: HealthCheck): Promise<CheckReport> {
    const { name, cacheForMs = 0 } = check;
    const last = asked.get(name);
    // Whoever asks while an answer is awaited waits for the same one.
    const isGood = last !== undefined && (last.endedAt === undefined || clock.now() - last.endedAt < cacheForMs);
    const { answer } = isGood ? last : begin(check);
    const report = await answer;
    const endedAt = asked.get(name)?.endedAt;
    return endedAt === undefined ? report : { ...report, ageMs: clock.now() - endedAt };
  }

  function begin(check: HealthCheck): Asked {
    const fresh: Asked = {
      answer: answerOf(check, clock).then((report) => {
        fresh.endedAt = clock.now();
        return report;
      }),
    };
    asked.set(check.name, fresh);
    return fresh;
  }

  return {
    async report(purpose?: HealthPurpose) {
      const wanted = checks.filter((check) => purpose === undefined || (check.purpose ?? 'readiness') === purpose);
      return addUp(await Promise.all(wanted.map(ask)));
    },
  };
}

/** Asks all checks once, at the same time, and adds their answers up. */
export function checkHealth(
  checks: readonly HealthCheck[],
  options: { readonly clock?: Clock } = {},
): Promise<HealthReport> {
  return health(checks, options).report();
}

function addUp(reports: readonly CheckReport[]): HealthReport {
  const worst = Math.max(0, ...reports.map((report) => ranks.indexOf(report.status)));
  return {
    status: ranks[worst] ?? 'unhealthy',
    reasons: reports.flatMap(({ name, reason }) => (reason === undefined ? [] : [`${name}: ${reason}`])),
    checks: reports,
  };
}

async function answerOf(check: HealthCheck, clock: Clock): Promise<CheckReport> {
  const { name, critical = false, timeoutMs = 2_000 } = check;
  const since = clock.now();
  const report = (status: HealthStatus, reason?: string): CheckReport => ({
    ...{ name, status, critical, tookMs: clock.now() - since, ageMs: 0 },
    ...(reason !== undefined && { reason }),
  });
  try {
    const reason = await withTimeLimit(({ signal }) => check.check(signal), contextOf(undefined), {
      ...{ clock, ms: timeoutMs, expired: () => new AttemptTimeoutError(timeoutMs) },
    });
    return report(reason === undefined ? 'healthy' : 'degraded', reason);
  } catch (error) {
    return report(critical ? 'unhealthy' : 'degraded', error instanceof Error ? error.message : String(error));
  }
}
