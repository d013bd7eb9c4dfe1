import { AbortedError, type RequestDetails, type SpotifyError, TimeoutError } from '../errors.js';
import { ownTimer, type Timer, type Waiter } from './timers.js';

/** What ends an attempt early. */
export interface Bounds {
  readonly signal?: AbortSignal | undefined;
  /** One that is shared, or how long there is in milliseconds. */
  readonly timer: Timer | number;
  /** Called when the time is over. */
  readonly onTimeout?: (() => void) | undefined;
  readonly endpoint?: string | undefined;
}

/** How what runs hears that nobody waits for it any more. */
export interface EarlyEnd {
  /** What is being sent, for the error of an early end. */
  request?: RequestDetails | undefined;
  /** Aborted at an early end. */
  readonly signal: AbortSignal;
  /** Says what to do at an early end, in place of what was said before; it is done at once when that is over already. */
  whenEnded(stop: (reason: unknown) => void): void;
}

/** How an attempt ends: by its answer or its failure, by the time or by the caller, whichever comes first. What comes later changes nothing. */
export class Ending<Answer> implements EarlyEnd, Waiter {
  request: RequestDetails | undefined;
  place: number | undefined;
  readonly #bounds: Bounds;
  readonly #timer: Timer;
  readonly #resolve: (answer: Answer) => void;
  readonly #reject: (error: unknown) => void;
  #giveUp: (() => void) | undefined;
  #controller: AbortController | undefined;
  #error: SpotifyError | undefined;
  #stop: ((reason: unknown) => void) | undefined;

  /** Begins to wait for the time and for the caller. Throws when the caller has given up already. */
  constructor(bounds: Bounds, resolve: (answer: Answer) => void, reject: (error: unknown) => void) {
    this.#bounds = bounds;
    this.#timer = typeof bounds.timer === 'number' ? ownTimer(bounds.timer) : bounds.timer;
    this.#resolve = resolve;
    this.#reject = reject;
    if (bounds.signal !== undefined) this.#listen(bounds.signal);
    this.#timer.start(this);
  }

  // Made when it is first asked for: hardly any attempt ends early, and a signal costs more than a timer.
  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    if (this.#error !== undefined) this.#controller.abort(this.#error);
    return this.#controller.signal;
  }

  whenEnded(stop: (reason: unknown) => void): void {
    if (this.#error === undefined) this.#stop = stop;
    else stop(this.#error);
  }

  /** Throws when it has ended early: what runs must not go on for nobody. */
  check(): void {
    if (this.#error !== undefined) throw this.#error;
  }

  /** Gives what comes next the whole time again; throws when it has ended early. */
  beginAgain(): void {
    this.check();
    this.#timer.start(this);
  }

  succeed(answer: Answer): void {
    this.#stopWaiting();
    this.#resolve(answer);
  }

  fail(error: unknown): void {
    this.#stopWaiting();
    this.#reject(error);
  }

  timeOver(): void {
    const { endpoint, onTimeout } = this.#bounds;
    const { timeoutMs } = this.#timer;
    onTimeout?.();
    const details = { endpoint, request: this.request, timeoutMs };
    this.#endEarly(new TimeoutError(`Spotify did not answer within ${timeoutMs} ms.`, details));
  }

  #listen(signal: AbortSignal): void {
    const { endpoint } = this.#bounds;
    const givenUp = (): AbortedError =>
      new AbortedError('The call was given up.', { endpoint, request: this.request, cause: signal.reason });
    if (signal.aborted) throw givenUp();
    this.#giveUp = () => this.#endEarly(givenUp());
    signal.addEventListener('abort', this.#giveUp, { once: true });
  }

  #endEarly(error: SpotifyError): void {
    // Told first: what fails because of the end is not why it ended.
    this.fail(error);
    this.#error = error;
    this.#stop?.(error);
    this.#controller?.abort(error);
  }

  #stopWaiting(): void {
    this.#timer.stop(this);
    if (this.#giveUp !== undefined) this.#bounds.signal?.removeEventListener('abort', this.#giveUp);
  }
}
