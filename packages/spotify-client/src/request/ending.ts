/** How what runs in an attempt hears that nobody waits for it any more. */
export class Ending {
  #controller: AbortController | undefined;
  #reason: unknown;
  #stop: ((reason: unknown) => void) | undefined;
  #hasEnded = false;

  /** Aborted at the end. Made when it is first asked for: hardly any attempt ends early, and a signal costs more than a timer. */
  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    if (this.#hasEnded) this.#controller.abort(this.#reason);
    return this.#controller.signal;
  }

  /** Says what to do at the end, in place of what was said before; it is done at once when that is over already. */
  whenEnded(stop: (reason: unknown) => void): void {
    if (this.#hasEnded) stop(this.#reason);
    else this.#stop = stop;
  }

  /** Ends it. */
  end(reason: unknown): void {
    this.#hasEnded = true;
    this.#reason = reason;
    this.#stop?.(reason);
    this.#controller?.abort(reason);
  }
}
