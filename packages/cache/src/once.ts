/** Something that happens once, or never, and those who are to hear of it. A class: one is made for every load, and closures would take longer. */
export class Once {
  #hasHappened = false;
  #listeners: (() => void)[] | undefined;

  happen(): void {
    if (this.#hasHappened) return;
    this.#hasHappened = true;
    for (const listener of this.#listeners ?? []) listener();
    this.#listeners = undefined;
  }

  /** Calls back when it happens, at once when it has happened already. */
  when(listener: () => void): void {
    if (this.#hasHappened) {
      listener();
      return;
    }
    this.#listeners ??= [];
    this.#listeners.push(listener);
  }
}
