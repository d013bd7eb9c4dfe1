import type { RedisClient } from './client.js';
import type { Found } from './judge.js';
import { isReplyError, listOf } from './replies.js';
import { remainingScript } from './scripts.js';

/** What is to be read, and by what it is judged. */
export interface PlainRead {
  readonly entry: string;
  readonly tags: string;
  /** The names that the entry is believed to have. */
  readonly names: readonly string[];
}

/** The same of many entries. */
export interface PlainReads extends Omit<PlainRead, 'entry'> {
  readonly entries: readonly string[];
}

/** What was said of an entry, and of the state of the invalidations with the marks of the names. */
export interface FoundWithState extends Found {
  readonly state: unknown;
}

/**
 * Reads an entry by three plain commands, sent together: for a large one that is cheaper than a script, through which the body
 * would have to pass. Others can do something between them, so their order matters. How long the entry is kept is asked before
 * the entry, its names are judged after it: an entry that was replaced meanwhile looks older than it is and never younger,
 * and one that was invalidated meanwhile is void.
 */
export async function readPlainly(client: RedisClient, { entry, tags, names }: PlainRead): Promise<FoundWithState> {
  const [remaining, bytes, state] = await together(client, [
    ['PTTL', entry],
    ['GET', entry],
    ['HMGET', tags, 'epoch', 'seq', 'floor', ...names],
  ]);
  return { remaining, bytes, state };
}

/**
 * The same for many entries, in the same order and for the same reasons. No command tells of many how long they are kept; the
 * script that does meets no body.
 */
export async function readManyPlainly(
  client: RedisClient,
  { entries, tags, names }: PlainReads,
): Promise<{ readonly found: readonly Found[]; readonly state: unknown }> {
  const askAll = (...script: readonly [command: string, script: string]): Promise<unknown[]> =>
    together(client, [
      [...script, `${entries.length}`, ...entries],
      ['MGET', ...entries],
      ['HMGET', tags, 'epoch', 'seq', 'floor', ...names],
    ]);
  const [remaining, bytes, state] = await askAll('EVALSHA', remainingScript.sha).catch((error) => {
    if (!isReplyError(error) || !error.message.startsWith('NOSCRIPT')) throw error;
    return askAll('EVAL', remainingScript.source);
  });
  const [times, bodies] = [listOf(remaining), listOf(bytes)];
  return { found: entries.map((_, index) => foundOf(times[index], bodies[index])), state };
}

/** Reads the state of the invalidations with the marks of these names. */
export async function readState(client: RedisClient, tags: string, names: readonly string[]): Promise<unknown> {
  return client.callBuffer('HMGET', tags, 'epoch', 'seq', 'floor', ...names);
}

/** MGET says of an entry of another type that it is not there, as of one that has just ended: a script that judges knows better. */
function foundOf(remaining: unknown, bytes: unknown): Found {
  return bytes === null && remaining !== absent ? { remaining, bytes: undefined } : { remaining, bytes };
}

/** What PTTL says of what is not there. */
const absent = -2;

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
