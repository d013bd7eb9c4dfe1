/** When the latest requests were made: only as many moments as could ever refuse the next one. */
export class RequestLog {
  #moments: number[] = [];
  #first = 0;

  /** How many requests lie within the span that ends now. */
  count(now: number, spanMs: number): number {
    this.#forget(now - spanMs);
    return this.#moments.length - this.#first;
  }

  /** When the next request is within the limit again, if nothing else is asked. */
  freeAt(spanMs: number, maximum: number): number {
    const place = Math.max(this.#first, this.#moments.length - maximum);
    return (this.#moments[place] ?? 0) + spanMs;
  }

  /** The moments that may still count. */
  capture(): readonly number[] {
    return this.#moments.slice(this.#first);
  }

  restore(moments: readonly number[]): void {
    this.#moments = [...moments];
    this.#first = 0;
  }

  add(now: number): void {
    this.#moments.push(now);
  }

  /** What lies outside is skipped, and thrown away when it is more than half. */
  #forget(before: number): void {
    while (this.#first < this.#moments.length && (this.#moments[this.#first] ?? 0) <= before) this.#first += 1;
    if (this.#first > 1024 && this.#first * 2 > this.#moments.length) {
      this.#moments = this.#moments.slice(this.#first);
      this.#first = 0;
    }
  }
}
