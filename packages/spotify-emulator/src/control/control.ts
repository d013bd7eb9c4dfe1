import type { Clock } from '../clock.js';
import type { Faults } from '../faults/faults.js';
import { badRequest } from '../http/problem.js';
import { empty, type IncomingRequest, type Reply } from '../http/reply.js';
import type { AuditFinding } from '../journal/audit.js';
import type { Journal } from '../journal/journal.js';
import type { Limits } from '../limits/limits.js';
import type { App } from '../oauth/app.js';
import type { TokenReply } from '../oauth/token-store.js';
import type { Scenario } from '../scenario/scenario.js';
import type { EmulatorSnapshot } from '../snapshot.js';
import type { World } from '../world/world.js';

/** What the controls control. */
export interface Controlled {
  readonly world: World;
  readonly clock: Clock;
  readonly faults: Faults;
  readonly limits: Limits;
  readonly app: App;
  readonly journal: Journal;
  grant(options: { readonly user?: string; readonly scopes?: readonly string[] }): TokenReply;
  revoke(user?: string): void;
  reset(): void;
  audit(): readonly AuditFinding[];
  apply(scenario: Scenario): void;
  snapshot(): EmulatorSnapshot;
  restore(snapshot: EmulatorSnapshot): void;
}

/** What a control gets to work with. */
export interface ControlCall {
  readonly emulator: Controlled;
  readonly request: IncomingRequest;
  /** The fields of the body; none without a body. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly signal: AbortSignal | undefined;
}

/** One control: what it is called by, what it says of itself, and what it does. */
export interface Control {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** The path below /__emulator. */
  readonly path: string;
  /** One sentence for its description. */
  readonly summary: string;
  /** The parameters of the query, each with a sentence. */
  readonly query?: Readonly<Record<string, string>>;
  /** The fields of the body, each as JSON Schema. */
  readonly body?: Readonly<Record<string, object>>;
  /** The status of a good answer; 200 when left out. */
  readonly status?: number;
  run(call: ControlCall): Reply | Promise<Reply>;
}

/** Does something and answers nothing; what makes no sense is the caller's mistake. */
export function done(run: () => void, status = 204): Reply {
  try {
    run();
  } catch (error) {
    if (error instanceof RangeError) throw badRequest(error.message);
    throw error;
  }
  return empty(status);
}
