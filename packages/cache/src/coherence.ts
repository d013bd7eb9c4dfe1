import { problemOf, type StoreProblem } from './ask-store.js';
import type { Invalidations } from './invalidations.js';
import { isBefore } from './position.js';
import type { SharedTier } from './shared-tier.js';
import type { Notice, Position, SharedStore } from './store.js';
import { within } from './time-limit.js';

/** Whether this process knows what the others have changed. */
export interface Coherence {
  /** Whether every change that others made until shortly before this moment is heard. */
  isCertain(): boolean;
  /** Why nothing is heard, where that is known. */
  readonly problem: StoreProblem | undefined;
  /** The position up to which every change was heard. */
  readonly known: Position | undefined;
  /** The furthest position that the store is known to have reached: of what was heard, or of what this process invalidated. */
  readonly reached: Position | undefined;
  /** Takes note of the position of an invalidation of this process, made when `asked` was known; it may not be heard for a moment. */
  reach(position: Position, asked: Position | undefined): void;
  /**
   * From which sequence of this process on counts what the store called valid at this position: that all from before was
   * distrusted meanwhile is no objection, if the store had been asked since and nothing else was invalidated here.
   */
  sinceOf(position: Position, since: number): number;
  /** Takes note of the position that a store gave in an answer to a question asked when `asked` was known. */
  observe(position: Position, asked: Position | undefined): void;
  /** Resolves when all that had been changed before is heard; false when that can't be said now. */
  catchUp(): Promise<boolean>;
  close(): void;
}

/** When the line to others came up, all from before is distrusted; not what is known to be later than what others changed. */
export function trustedSince(coherence: Coherence | undefined, position: Position | undefined, since: number): number {
  return position === undefined || since < 0 ? since : (coherence?.sinceOf(position, since) ?? since);
}

/** What coherence works with. */
export interface CoherenceParts {
  readonly store: SharedStore;
  readonly tier: SharedTier;
  readonly invalidations: Invalidations;
  readonly origin: string;
  readonly leaseMs: number;
  /** Called for every change that another process made. */
  readonly changed: (notice: Notice) => void;
  /** Called when something may have been missed, and everything in memory became void. */
  readonly distrusted: () => void;
}

/**
 * Hears what other processes change. The changes are counted, so whatever is missed is noticed: by a gap in the count, by
 * another epoch, or by a line that does not answer its pings. Then all that memory holds is void, or in doubt until the
 * line is up and the count shows that nothing was missed.
 */
export function coherence(parts: CoherenceParts): Coherence {
  const { store, tier, invalidations, origin, leaseMs, changed, distrusted } = parts;
  let known: Position | undefined;
  let told: Position | undefined;
  let isUp = false;
  let problem: StoreProblem | undefined;
  let certainUntil = Number.NEGATIVE_INFINITY;
  let attempt = 0;
  let synchronizing: Promise<void> | undefined;
  let missedPings = 0;
  let distrustedAt: { readonly position: Position; readonly sequence: number } | undefined;

  /** Whether the line is down, or has come up and nobody knows yet what was missed. */
  const isDeaf = (): boolean => certainUntil === Number.NEGATIVE_INFINITY;

  function distrust(position: Position): void {
    // Who has only just begun has missed nothing that would be news; the store refuses what others have written meanwhile.
    const sequence = invalidations.markAll(known !== undefined);
    known = position;
    distrustedAt = { position, sequence };
    distrusted();
  }

  function heard(notice: Notice): void {
    const { epoch, sequence } = notice.position;
    if (known?.epoch !== epoch || sequence > known.sequence + 1) distrust(notice.position);
    // Said twice or late: it is counted already, and what was loaded since is later than it.
    else if (sequence <= known.sequence) return;
    else known = notice.position;
    if (notice.origin !== origin) changed(notice);
  }

  /** The line is there: finds out whether something was missed while it was not, once for all who want to know. */
  function synchronize(): Promise<void> {
    if (synchronizing !== undefined) return synchronizing;
    const mine = compare().finally(() => {
      if (synchronizing === mine) synchronizing = undefined;
    });
    synchronizing = mine;
    return mine;
  }

  async function compare(): Promise<void> {
    attempt += 1;
    const [mine, askedAt, asked] = [attempt, performance.now(), known];
    const position = await tier.position();
    if (mine !== attempt || !isUp || position === undefined) return;
    if (known?.epoch !== position.epoch || position.sequence > known.sequence) distrust(position);
    else if (isBefore(position, asked)) void tier.renew();
    certainUntil = askedAt + leaseMs;
    void tier.catchUp();
  }

  const subscription = store.listen({
    heard,
    up() {
      isUp = true;
      problem = undefined;
      missedPings = 0;
      // What is being found out is of the time before.
      synchronizing = undefined;
      void synchronize();
    },
    down(trouble) {
      isUp = false;
      problem = trouble && problemOf(trouble);
      attempt += 1;
      synchronizing = undefined;
      certainUntil = Number.NEGATIVE_INFINITY;
    },
  });

  async function renewLease(): Promise<void> {
    if (!isUp) return;
    if (isDeaf()) return synchronize();
    const [mine, askedAt] = [attempt, performance.now()];
    missedPings += 1;
    // A line that is silent for as long as the lease is half open: the other end may be gone without a word.
    if (missedPings > 4) {
      missedPings = 0;
      subscription.reconnect();
      return;
    }
    await subscription.ping();
    if (mine !== attempt) return;
    missedPings = 0;
    certainUntil = askedAt + leaseMs;
    // The line works while questions were failing: sees whether they would be answered again, so that no caller has to,
    // and tells what could not be told.
    const { isUp: answers, pending } = tier.statistics();
    if (!answers || pending > 0) await tier.position();
  }
  const timer = setInterval(() => renewLease().catch(() => undefined), leaseMs / 4).unref();

  return {
    isCertain: () => performance.now() < certainUntil,
    get problem() {
      return problem;
    },
    get known() {
      return known;
    },
    get reached() {
      return told !== undefined && told.epoch === known?.epoch && told.sequence > known.sequence ? told : known;
    },
    reach(position, asked) {
      told = position;
      // A number that was given before: whoever heard of that one takes this one for the same.
      if (isBefore(position, asked && { ...asked, sequence: asked.sequence + 1 })) void tier.renew();
    },
    sinceOf(position, since) {
      if (distrustedAt?.sequence !== since + 1 || distrustedAt.position.epoch !== position.epoch) return since;
      return position.sequence >= distrustedAt.position.sequence ? distrustedAt.sequence : since;
    },
    observe(position, asked) {
      // While nothing is heard the store is the only one who tells; what it calls valid from here on need not be doubted when the line comes up.
      if (known === undefined || (isDeaf() && position.epoch === known.epoch && position.sequence > known.sequence)) {
        return distrust(position);
      }
      // Another epoch may have begun while the answer was on its way; then it says nothing about now.
      if (known.epoch !== asked?.epoch) return;
      if (position.epoch !== known.epoch) return distrust(position);
      if (isBefore(position, asked)) void tier.renew();
    },
    async catchUp() {
      if (!(await tier.catchUp()) || !isUp) return false;
      // A line that is half open answers nothing, and keeps whoever asks until it is noticed.
      const isHeard = await within(leaseMs, () => subscription.ping()).then(
        () => true,
        () => false,
      );
      // What was missed while the line was down is known only when the store has said where it stands.
      if (isHeard && isDeaf()) await synchronize();
      // The line has blinked while it was asked: that is being found out anew.
      if (isHeard && isUp && isDeaf()) await synchronizing;
      return isHeard && !isDeaf();
    },
    close() {
      clearInterval(timer);
      subscription.close();
    },
  };
}
