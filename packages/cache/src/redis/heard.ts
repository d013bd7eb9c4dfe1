import type { Notice, Position, StoreListener } from '../store.js';

/** What the line for changes has told: of a stretch of the count every invalidation. */
export interface Heard {
  /** Whoever listens hears it through this, so that it is remembered. */
  through(listener: StoreListener): StoreListener;
  /** Up to where everything is heard, for whoever is about to ask Redis where it stands. */
  readonly reached: Position | undefined;
  /** Takes note of where Redis said that it stands, asked when `reached` was this: a stretch begins there, unless there is one that still holds. */
  stoodAt(position: Position, reached: Position | undefined): void;
  /**
   * Whether one of the names was invalidated after something began, as far as it had been when Redis stood at this position;
   * undefined when that was not heard, or not all of it.
   */
  isTouched(names: readonly string[], since: number, position: Position): boolean | undefined;
  /** Lets go of all: another Redis may answer from now on. */
  forget(): void;
}

/** Every invalidation from one number of a count to another: those after `from`, up to `sequence`. */
interface Stretch extends Position {
  readonly from: number;
}

/**
 * Remembers of so many names when they were last invalidated. What Redis is to be asked about an entry that began after the stretch did
 * is known without it, if Redis stands no further. The count has no gaps: whatever was not told shows, and a new stretch begins.
 */
export function hearing(maxNames: number): Heard {
  const marks = new Map<string, number>();
  let stretch: Stretch | undefined;

  function begin(next?: Stretch): void {
    marks.clear();
    stretch = next;
  }

  function note({ position: { epoch, sequence }, names, forgotten }: Notice): void {
    const known = stretch?.epoch === epoch ? stretch : undefined;
    // Another line has said it before, where several caches listen.
    if (known !== undefined && sequence <= known.sequence) return;
    if (known?.sequence !== sequence - 1) begin();
    for (const name of names) {
      // Deleted first, so that the Map stays in the order of the marks.
      marks.delete(name);
      marks.set(name, sequence);
    }
    let from = stretch?.from ?? sequence - 1;
    for (const [name, dropped] of marks) {
      if (marks.size <= maxNames) break;
      marks.delete(name);
      from = dropped;
    }
    stretch = { epoch, from, sequence };
    if (forgotten === undefined) return;
    // They bear the name of the user, all of whose entries are void by what was just told.
    for (const name of marks.keys()) if (name.startsWith(forgotten)) marks.delete(name);
  }

  return {
    through(listener) {
      let last: Position | undefined;
      return {
        heard(notice) {
          const { epoch, sequence } = notice.position;
          // No line says a number twice: a Redis that went back in time counts it anew.
          if (last?.epoch === epoch && sequence <= last.sequence) begin();
          last = notice.position;
          note(notice);
          listener.heard(notice);
        },
        up() {
          begin();
          listener.up();
        },
        down(trouble) {
          begin();
          last = undefined;
          listener.down(trouble);
        },
      };
    },
    get reached() {
      return stretch;
    },
    stoodAt({ epoch, sequence }, reached) {
      const hasGoneBack = epoch === reached?.epoch && sequence < reached.sequence;
      if (stretch?.epoch !== epoch || hasGoneBack) begin({ epoch, from: sequence, sequence });
    },
    isTouched(names, since, { epoch, sequence }) {
      if (stretch?.epoch !== epoch || sequence > stretch.sequence || since < stretch.from) return undefined;
      if (since === stretch.sequence) return false;
      for (const name of names) if ((marks.get(name) ?? 0) > since) return true;
      return false;
    },
    forget: () => begin(),
  };
}
