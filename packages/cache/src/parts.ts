import type { Coherence } from './coherence.js';
import type { Emitter } from './events.js';
import type { Invalidations } from './invalidations.js';
import type { Keep } from './keep.js';
import type { SharedTier } from './shared-tier.js';

/** What everybody works with who brings values: whoever loads them, looks for them, or sets them. */
export interface BringingParts {
  readonly invalidations: Invalidations;
  readonly keep: Keep;
  readonly tier: SharedTier | undefined;
  readonly coherence: Coherence | undefined;
  readonly emit: Emitter['emit'];
  readonly now: () => number;
  readonly maxAgeMs: number;
  /** Lets something go on behind the answer. */
  readonly behind: (work: Promise<unknown>) => void;
}
