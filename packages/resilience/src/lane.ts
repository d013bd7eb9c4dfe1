/** Who goes first where calls wait: lane 0 before lane 1 before lane 2, each in its order of arrival. */
export type Lane = number | ChangingLane;

/** The lane of a call that may become more urgent, or less, while it waits: it then goes behind those who wait in the new one. */
export interface ChangingLane {
  /** The lane that it is in now. */
  readonly current: number;
  /** Calls back after each change; returns the way to stop that. */
  onChange(listener: () => void): () => void;
}

/** The lane that a call is in now. */
export function laneNow(lane: Lane): number {
  return typeof lane === 'number' ? lane : lane.current;
}
