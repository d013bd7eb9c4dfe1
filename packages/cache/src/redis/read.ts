import { headerOf } from '../envelope.js';
import type { StoreRead } from '../store.js';
import type { RedisClient } from './client.js';
import { listOf, textOf } from './replies.js';

/** What is to be read, and by what it is judged. */
export interface PlainRead {
  readonly entry: string;
  readonly tags: string;
  /** The names that the entry is believed to have. */
  readonly names: readonly string[];
}

/** What was said of an entry: for how long it is kept, its bytes, and the state of the invalidations with the marks of the names. */
export interface Found {
  readonly remaining: unknown;
  readonly bytes: unknown;
  readonly state: unknown;
}

/**
 * Reads an entry by three plain commands, sent together: for a large one that is cheaper than a script, through which the body
 * would have to pass. Others can do something between them, so their order matters. How long the entry is kept is asked before
 * the entry, its names are judged after it: an entry that was replaced meanwhile looks older than it is and never younger,
 * and one that was invalidated meanwhile is void.
 */
export async function readPlainly(client: RedisClient, { entry, tags, names }: PlainRead): Promise<Found> {
  const [remaining, bytes, state] = await together(client, [
    ['PTTL', entry],
    ['GET', entry],
    ['HMGET', tags, 'epoch', 'seq', 'floor', ...names],
  ]);
  return { remaining, bytes, state };
}

/**
 * Judges what was found by the names that the entry was believed to have. Undefined where that leaves a doubt, which the
 * script that judges has to clear up: no epoch yet, something foreign, a name that was not expected, a time that cannot be.
 */
export function judgeFound({ remaining, bytes, state }: Found, names: readonly string[]): StoreRead | undefined {
  const [epoch, seq, floor, ...marks] = listOf(state);
  const position = { epoch: textOf(epoch), sequence: numberOf(seq) };
  if (epoch === null || Number.isNaN(position.sequence)) return undefined;
  if (bytes === null) return { position, found: 'absent' };
  const header = bytes instanceof Buffer ? headerOf(bytes) : undefined;
  if (header === undefined) return undefined;
  const { since } = header;
  if (since.epoch !== position.epoch || !(since.sequence >= numberOf(floor))) return { position, found: 'void' };
  for (const name of header.names) {
    const place = names.indexOf(name);
    if (place < 0) return undefined;
    if (!(numberOf(marks[place]) <= since.sequence)) return { position, found: 'void' };
  }
  const remainingMs = Number(remaining);
  if (!(remainingMs > 0 && remainingMs <= header.ttlMs)) return undefined;
  return { position, found: 'valid', bytes: bytes as Buffer, header, remainingMs };
}

/**
 * Sends commands in one piece, which spares the other side from waking up for each. A pipeline of ioredis would do it, too,
 * but each of those has a getter of its own, with which V8 keeps it and all replies until a full collection of garbage.
 */
function together(client: RedisClient, commands: readonly (readonly [string, ...string[]])[]): Promise<unknown[]> {
  const { stream } = client;
  stream?.cork();
  const replies = commands.map((command) => client.callBuffer(...command));
  stream?.uncork();
  return Promise.all(replies);
}

function numberOf(reply: unknown): number {
  return reply === null || reply === undefined ? 0 : Number(textOf(reply));
}
