import { StoreUnavailableError } from '../errors.js';
import type { Position } from '../store.js';

/** Takes a reply for a list. */
export function listOf(reply: unknown): readonly unknown[] {
  if (Array.isArray(reply)) return reply;
  throw new StoreUnavailableError('Redis answered something else than a list');
}

/** Takes a reply for a list that begins with a position. */
export function positionOf(reply: unknown): Position {
  const [epoch, sequence] = listOf(reply);
  return { epoch: textOf(epoch), sequence: Number(sequence) };
}

/** Takes a reply for a text. */
export function textOf(reply: unknown): string {
  return reply instanceof Buffer ? reply.toString() : String(reply);
}

/** Whether Redis itself says that something is wrong, and not the way to it. */
export function isReplyError(error: unknown): error is Error {
  return error instanceof Error && error.name === 'ReplyError';
}
