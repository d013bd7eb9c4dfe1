import type { Notice, Position, StoreListener } from '../store.js';

/** What the line for changes has told: of a stretch of the count every invalidation. */
export interface Heard {
  /** Whoever listens hears it through this, so that it is remembered. */
  through(listener: StoreListener): StoreListener;
  /** Takes note of where Redis says that it stands: that is where a stretch may begin. */
  stands(position: Position): void;
  /**
   * Whether one of the names was invalidated after something began, as far as it had been when Redis stood at this position;
   * undefined when that was not heard, or not all of it.
   */
  isTouched(names: readonly string[], since: number, position: Position): boolean | undefined;
}

/** Every invalidation from one number of a count to another: those after `from`, up to `reached`. */
interface Stretch {
  readonly epoch: string;
  readonly from: number;
  readonly reached: number;
}

/**
 * Remembers of so many names when they were last invalidated. What Redis is to be asked about an entry that began after the stretch did
 * is known without it, if Redis stands no further. The count has no gaps: whatever was not told shows, and a new stretch begins.
 */
export function hearing(maxNames: number): Heard {
  const marks = new Map<string, number>();
  let stretch: Stretch | undefined;

  function begin(next: Stretch | undefined): void {
    marks.clear();
    stretch = next;
  }

  function note({ position: { epoch, sequence }, names, forgotten }: Notice): void {
    const known = stretch?.epoch === epoch ? stretch : undefined;
    // Said twice, as it is where several caches listen.
    if (known !== undefined && sequence <= known.reached) return;
    const follows = sequence - 1 === known?.reached && marks.size + names.length <= maxNames;
    if (follows) stretch = { epoch, from: known.from, reached: sequence };
    else begin({ epoch, from: sequence - 1, reached: sequence });
    for (const name of names) marks.set(name, sequence);
    if (forgotten === undefined) return;
    // They bear the name of the user, all of whose entries are void by what was just told.
    for (const name of marks.keys()) if (name.startsWith(forgotten)) marks.delete(name);
  }

  return {
    through: (listener) => ({
      heard(notice) {
        note(notice);
        listener.heard(notice);
      },
      up: () => listener.up(),
      down(trouble) {
        // A Redis that takes the place of another may count some numbers anew.
        begin(undefined);
        listener.down(trouble);
      },
    }),
    stands({ epoch, sequence }) {
      if (stretch?.epoch !== epoch || sequence < stretch.from) begin({ epoch, from: sequence, reached: sequence });
    },
    isTouched(names, since, { epoch, sequence }) {
      if (stretch === undefined || stretch.epoch !== epoch || sequence > stretch.reached || since < stretch.from)
        return undefined;
      if (since === stretch.reached) return false;
      for (const name of names) if ((marks.get(name) ?? 0) > since) return true;
      return false;
    },
  };
}
