import type { CircuitState } from './circuit.js';
import { isCounted } from './counted.js';

/** What the circuit of a key knows, as plain data that survives JSON. */
export interface CircuitSnapshot extends CircuitState {
  /** The key, or the group of keys, that the circuit is for. */
  readonly key?: string;
}

/** Gives the snapshots back if they are some; throws a TypeError otherwise. */
export function checkSnapshots(snapshots: unknown): readonly CircuitSnapshot[] {
  if (!Array.isArray(snapshots) || !snapshots.every(isSnapshot)) {
    throw new TypeError('This is not what a circuit breaker has exported: begin without it');
  }
  return snapshots;
}

function isSnapshot(value: unknown): value is CircuitSnapshot {
  if (typeof value !== 'object' || value === null) return false;
  const { phase, leftMs, openings, counted, key } = value as Readonly<Record<string, unknown>>;
  return (
    (phase === 'closed' || phase === 'open') &&
    typeof leftMs === 'number' &&
    leftMs >= 0 &&
    Number.isSafeInteger(openings) &&
    Number(openings) >= 0 &&
    Array.isArray(counted) &&
    counted.every(isCounted) &&
    (key === undefined || typeof key === 'string')
  );
}
