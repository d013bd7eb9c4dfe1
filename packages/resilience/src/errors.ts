const marker: symbol = Symbol.for('tonearm.ResilienceError');

/** What a policy's own rejection is called, for tables and switch statements. */
export type ResilienceCode =
  | 'circuit_open'
  | 'cooldown'
  | 'bulkhead_full'
  | 'throttled'
  | 'deadline'
  | 'attempt_timeout'
  | 'chaos';

/**
 * The base of every error that a policy itself throws; the errors of the function pass through unchanged.
 * They have no stack: it would show the policy and not the caller, and a refusal must cost next to nothing.
 */
export abstract class ResilienceError extends Error {
  abstract override readonly name: string;
  /** Which of the errors it is. */
  abstract readonly code: ResilienceCode;

  constructor(message: string) {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(message);
    Error.stackTraceLimit = stackTraceLimit;
  }
}

Object.defineProperty(ResilienceError.prototype, marker, { value: true });

/** Tells whether a policy threw this, also when another copy of this package made it. */
export function isResilienceError(error: unknown): error is ResilienceError {
  return typeof error === 'object' && error !== null && marker in error;
}

/** The circuit is open: the call was not made. */
export class CircuitOpenError extends ResilienceError {
  override readonly name = 'CircuitOpenError';
  readonly code = 'circuit_open';
  /** Milliseconds until the circuit lets a probe through. */
  readonly retryAfterMs: number;

  constructor(retryAfterMs: number) {
    super(`The circuit is open for another ${Math.ceil(retryAfterMs)} ms`);
    this.retryAfterMs = Math.ceil(retryAfterMs);
  }
}

/** The other side asked for silence for longer than is worth waiting: the call was not made. */
export class CooldownError extends ResilienceError {
  override readonly name = 'CooldownError';
  readonly code = 'cooldown';
  /** When the cooldown ends, in milliseconds of the policy's clock. */
  readonly endsAt: number;
  /** Milliseconds until the cooldown ends. */
  readonly retryAfterMs: number;

  constructor(endsAt: number, retryAfterMs: number) {
    super(`Cooling down for another ${Math.ceil(retryAfterMs)} ms`);
    this.endsAt = endsAt;
    this.retryAfterMs = Math.ceil(retryAfterMs);
  }
}

/** As many calls as allowed are running and waiting: the call was not made. */
export class BulkheadFullError extends ResilienceError {
  override readonly name = 'BulkheadFullError';
  readonly code = 'bulkhead_full';

  constructor(limit: number, maxQueue: number) {
    super(`All ${limit} places are taken and ${maxQueue} calls are waiting`);
  }
}

/** The other side has been refusing or failing so much that some calls are not made at all: this one was not. */
export class ThrottledError extends ResilienceError {
  override readonly name = 'ThrottledError';
  readonly code = 'throttled';

  constructor(share: number) {
    super(`${Math.round(share * 100)} % of the calls are held back`);
  }
}

/** Thrown on purpose by a `chaos` policy. */
export class ChaosError extends ResilienceError {
  override readonly name = 'ChaosError';
  readonly code = 'chaos';

  constructor() {
    super('A fault was thrown on purpose');
  }
}

/** The whole call, with its waits and retries, could not be done in its time. */
export class DeadlineError extends ResilienceError {
  override readonly name = 'DeadlineError';
  readonly code = 'deadline';

  constructor(message = 'The deadline of the call has passed') {
    super(message);
  }
}

/** One attempt took longer than it may. */
export class AttemptTimeoutError extends ResilienceError {
  override readonly name = 'AttemptTimeoutError';
  readonly code = 'attempt_timeout';
  /** The time that the attempt had, in milliseconds. */
  readonly timeoutMs: number;

  constructor(timeoutMs: number) {
    super(`The attempt took longer than ${timeoutMs} ms`);
    this.timeoutMs = timeoutMs;
  }
}
