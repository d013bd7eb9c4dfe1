import { headerOf } from '../envelope.js';
import type { Position, StoreRead } from '../store.js';
import { listOf, textOf } from './replies.js';

/** The state of the invalidations, as far as it was asked for. */
export interface State {
  readonly position: Position;
  /** What began before this is void, whatever its names. */
  readonly floor: number;
  /** When each name that was asked for was last invalidated; 0 if never. */
  readonly marks: ReadonlyMap<string, number>;
}

/** What was said of one entry. */
export interface Found {
  readonly remaining: unknown;
  readonly bytes: unknown;
}

/** Reads epoch, sequence, floor and the marks of these names; undefined where there is no epoch yet, or something foreign. */
export function stateOf(reply: unknown, names: readonly string[]): State | undefined {
  const [epoch, seq, floor, ...marks] = listOf(reply);
  const position = { epoch: textOf(epoch), sequence: numberOf(seq) };
  if (epoch === null || Number.isNaN(position.sequence)) return undefined;
  return {
    position,
    floor: numberOf(floor),
    marks: new Map(names.map((name, index) => [name, numberOf(marks[index])])),
  };
}

/**
 * Judges what was found by a state that was asked for afterwards. Undefined where that leaves a doubt, which the script that
 * judges has to clear up: something foreign, a name that was not expected, a time that cannot be.
 */
export function judgeFound({ remaining, bytes }: Found, { position, floor, marks }: State): StoreRead | undefined {
  if (bytes === null) return { position, found: 'absent' };
  const header = bytes instanceof Buffer ? headerOf(bytes) : undefined;
  if (header === undefined) return undefined;
  const { since } = header;
  if (since.epoch !== position.epoch || !(since.sequence >= floor)) return { position, found: 'void' };
  for (const name of header.names) {
    const mark = marks.get(name);
    if (mark === undefined) return undefined;
    if (!(mark <= since.sequence)) return { position, found: 'void' };
  }
  const remainingMs = Number(remaining);
  if (!(remainingMs > 0 && remainingMs <= header.ttlMs)) return undefined;
  return { position, found: 'valid', bytes: bytes as Buffer, header, remainingMs };
}

function numberOf(reply: unknown): number {
  return reply === null || reply === undefined ? 0 : Number(textOf(reply));
}
