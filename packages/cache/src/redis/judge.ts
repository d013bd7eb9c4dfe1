import { headerOf } from '../envelope-header.js';
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
  const [epoch, seq, floor, ...replies] = listOf(reply);
  const marks = new Map<string, number>();
  for (const [index, mark] of replies.entries()) if (mark !== null) marks.set(names[index] ?? '', numberOf(mark));
  return stateWith(epoch, seq, floor, marks);
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

/**
 * Judges what was found by a state that is no older. `names` are those whose marks were asked for. Undefined where that leaves
 * a doubt, which the script that judges has to clear up: something foreign, a name that was not expected, a time that cannot be.
 */
export function judgeFound(
  { remaining, bytes, keptForMs }: Found,
  { position, floor, marks }: State,
  names: readonly string[],
): StoreRead | undefined {
  if (bytes === null) return { position, found: 'absent' };
  const header = bytes instanceof Buffer ? headerOf(bytes, { epoch: position.epoch, names }) : undefined;
  if (header === undefined) return undefined;
  const { since } = header;
  if (since.epoch !== position.epoch || !(since.sequence >= floor)) return { position, found: 'void' };
  // It was loaded after an invalidation that the state does not know of.
  if (since.sequence > position.sequence) return undefined;
  const isAsExpected = header.names === names;
  for (const name of header.names) {
    if (!isAsExpected && !names.includes(name)) return undefined;
    const mark = marks.get(name);
    if (mark !== undefined && !(mark <= since.sequence)) return { position, found: 'void' };
  }
  const remainingMs = Number(remaining);
  if (!(remainingMs > 0 && remainingMs <= header.ttlMs)) return undefined;
  if (keptForMs !== undefined && keptForMs !== Math.floor(header.ttlMs)) return undefined;
  return { position, found: 'valid', bytes: bytes as Buffer, header, remainingMs };
}

function numberOf(reply: unknown): number {
  return reply === null || reply === undefined ? 0 : Number(textOf(reply));
}
