/**
 * Something that happens once, or never, and those who are to hear of it; what they throw at once is dropped, for whoever makes it happen is
 * not to blame. A class: one is made for every load, and closures would take longer.
 */
export class Once {
  #hasHappened = false;
  #listeners: (() => void)[] | undefined;

  happen(): void {
    if (this.#hasHappened) return;
    this.#hasHappened = true;
    for (const listener of this.#listeners ?? []) tell(listener);
    this.#listeners = undefined;
  }

  /** Calls back when it happens, at once when it has happened already. */
  when(listener: () => void): void {
    if (this.#hasHappened) tell(listener);
    else this.#listeners = [...(this.#listeners ?? []), listener];
  }
}

function tell(listener: () => void): void {
  try {
    listener();
  } catch {
    // See above.
  }
}
