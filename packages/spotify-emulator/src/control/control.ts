import type { Clock } from '../clock.js';
import type { Faults } from '../faults/faults.js';
import { empty, type IncomingRequest, json, type Reply } from '../http/reply.js';
import type { AuditFinding } from '../journal/audit.js';
import type { Journal } from '../journal/journal.js';
import type { Limits } from '../limits/limits.js';
import type { App } from '../oauth/app.js';
import type { TokenReply } from '../oauth/token-store.js';
import type { Scenario } from '../scenario/scenario.js';
import type { Schema } from '../schema/schema.js';
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

/** Values by name, already checked against the schema of the control. */
export type Checked = Readonly<Record<string, unknown>>;

/** What a control gets to work with. */
export interface ControlCall {
  readonly emulator: Controlled;
  readonly request: IncomingRequest;
  /** The fields of the body; none without a body. */
  readonly fields: Checked;
  /** The parameters of the query, numbers and flags as such. */
  readonly query: Checked;
  readonly signal: AbortSignal | undefined;
}

/** What a control says of itself. */
export interface ControlFacts {
  /** One sentence. */
  readonly summary: string;
  /** The parameters of the query; each schema has a description. */
  readonly query?: Readonly<Record<string, Schema>>;
  readonly body?: Schema;
  /** The status of a good answer; 200 when left out. */
  readonly status?: number;
  /** Statuses of other answers than 400 and 403, each with a sentence. */
  readonly refusals?: Readonly<Record<number, string>>;
}

/** A method and a path below /__emulator. */
export type ControlName = `${'GET' | 'POST' | 'PUT' | 'DELETE'} /${string}`;

/** One control: what it is called by, what it says of itself, and what it does. */
export interface Control extends ControlFacts {
  readonly name: ControlName;
  /** The schema of a good answer, or its type when it is not JSON; undefined for one that is empty. */
  readonly answer: Schema | string | undefined;
  /** What it says no to is a `RangeError`. */
  run(call: ControlCall): Reply | Promise<Reply>;
}

/** A control that tells something in JSON. */
export function tells(
  name: ControlName,
  facts: ControlFacts & { readonly answer: Schema },
  tell: (call: ControlCall) => unknown,
): Control {
  return { name, ...facts, run: (call) => json(tell(call)) };
}

/** A control that does something and has nothing to say. */
export function does(name: ControlName, facts: ControlFacts, run: (call: ControlCall) => void): Control {
  const { status = 204 } = facts;
  return {
    name,
    ...facts,
    status,
    answer: undefined,
    run: (call) => {
      run(call);
      return empty(status);
    },
  };
}
