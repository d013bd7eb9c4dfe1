import { type EnvelopeHeader, headerOf } from '../envelope-header.js';
import type { Position, StoreRead } from '../store.js';
import { listOf, textOf } from './replies.js';

/** The state of the invalidations, as far as it was asked for. */
export interface State {
  readonly position: Position;
  /** What began before this is void, whatever its names. */
  readonly floor: number;
  /** When names that were asked for were last invalidated; those that never were are left out. */
  readonly marks: ReadonlyMap<string, number>;
}

/** Whether an entry was invalidated by one of its names after it began; undefined where that is not known. */
export type IsTouched = (header: EnvelopeHeader) => boolean | undefined;

/** What was said of one entry. */
export interface Found {
  readonly remaining: unknown;
  /** The envelope. */
  readonly bytes: unknown;
  /** For how long in all it is kept, where the entry says that itself. */
  readonly keptForMs?: number;
}

/** Reads epoch, sequence, floor and the marks of these names; undefined where there is no epoch yet, or something foreign. */
export function stateOf(reply: unknown, names: readonly string[]): State | undefined {
  const all = listOf(reply);
  const marks = new Map<string, number>();
  for (let index = 3; index < all.length; index += 1) {
    if (all[index] !== null) marks.set(names[index - 3] ?? '', numberOf(all[index]));
  }
  return stateWith(all[0], all[1], all[2], marks);
}

/** The same of a reply that tells marks only of names that have some, one after the other. */
export function sparseStateOf(epoch: unknown, seq: unknown, floor: unknown, touched: unknown): State | undefined {
  const marks = new Map<string, number>();
  const all = epoch === undefined ? [] : listOf(touched);
  for (let index = 0; index + 1 < all.length; index += 2) marks.set(textOf(all[index]), numberOf(all[index + 1]));
  return stateWith(epoch, seq, floor, marks);
}

function stateWith(epoch: unknown, seq: unknown, floor: unknown, marks: State['marks']): State | undefined {
  const position = { epoch: textOf(epoch), sequence: numberOf(seq) };
  if (epoch === null || epoch === undefined || Number.isNaN(position.sequence)) return undefined;
  return { position, floor: numberOf(floor), marks };
}

/** What says so by a state in which the marks of these names were asked for. */
export function touchedBy({ marks }: State, asked: readonly string[]): IsTouched {
  return ({ names, since }) => {
    for (const name of names) {
      if (names !== asked && !asked.includes(name)) return undefined;
      const mark = marks.get(name);
      if (mark !== undefined && !(mark <= since.sequence)) return true;
    }
    return false;
  };
}

/**
 * Judges what was found by a state that is no older. `believed` are the names that it is believed to have. Undefined where that leaves
 * a doubt, which the script that judges has to clear up: something foreign, a name of which nothing is known, a time that cannot be.
 */
export function judgeFound(
  { remaining, bytes, keptForMs }: Found,
  { position, floor }: State,
  believed: readonly string[],
  isTouched: IsTouched,
): StoreRead | undefined {
  if (bytes === null) return { position, found: 'absent' };
  const header = bytes instanceof Buffer ? headerOf(bytes, { epoch: position.epoch, names: believed }) : undefined;
  if (header === undefined) return undefined;
  const { since } = header;
  if (since.epoch !== position.epoch || !(since.sequence >= floor)) return { position, found: 'void' };
  // It was loaded after an invalidation that the state does not know of.
  if (since.sequence > position.sequence) return undefined;
  const touched = isTouched(header);
  if (touched !== false) return touched ? { position, found: 'void' } : undefined;
  const remainingMs = Number(remaining);
  if (!(remainingMs > 0 && remainingMs <= header.ttlMs)) return undefined;
  if (keptForMs !== undefined && keptForMs !== Math.floor(header.ttlMs)) return undefined;
  return { position, found: 'valid', bytes: bytes as Buffer, header, remainingMs };
}

function numberOf(reply: unknown): number {
  return reply === null || reply === undefined ? 0 : Number(textOf(reply));
}
