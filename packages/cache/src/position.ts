import type { Position } from './store.js';

/** Whether the store has gone back in time since this was known: a replica that lagged behind took over, and has lost invalidations. */
export function isBefore(position: Position, known: Position | undefined): boolean {
  return position.epoch === known?.epoch && position.sequence < known.sequence;
}

/** Of two positions that were told one after the other: that of another epoch, or the further one. */
export function later(position: Position | undefined, next: Position | undefined): Position | undefined {
  if (position === undefined || next === undefined) return next ?? position;
  return isBefore(next, position) ? position : next;
}
