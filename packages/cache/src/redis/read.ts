import type { RedisClient } from './client.js';
import { isReplyError } from './replies.js';
import { judgeScript } from './scripts.js';

/** What is to be read, and by what it is judged. */
export interface PlainRead {
  readonly entry: string;
  readonly tags: string;
  /** The names that the entry is believed to have. */
  readonly names: readonly string[];
}

/**
 * Reads an entry by three plain commands, sent together: for a large one that is cheaper than a script, through which the body
 * would have to pass. Others can do something between them, so their order matters. How long the entry is kept is asked before
 * the entry, its names are judged after it: an entry that was replaced meanwhile looks older than it is and never younger,
 * and one that was invalidated meanwhile is void. Gives the three answers.
 */
export function readPlainly(client: RedisClient, { entry, tags, names }: PlainRead): Promise<unknown> {
  return together(client, [
    ['PTTL', entry],
    ['GET', entry],
    ['HMGET', tags, 'epoch', 'seq', 'floor', ...names],
  ]);
}

/** Many entries to be read, by their keys. */
export interface ManyRead {
  readonly entries: readonly string[];
  readonly tags: string;
  /** The names that the entries are believed to have. */
  readonly names: readonly string[];
}

/**
 * Reads many entries by two commands, sent together: MGET, so that no body has to pass through a script, and a script that tells what
 * judges them and what time it is. An entry that is replaced or invalidated between the two is older by then, or void.
 */
export async function readManyPlainly(
  client: RedisClient,
  { entries, tags, names }: ManyRead,
): Promise<{ readonly bodies: unknown; readonly judged: unknown }> {
  const askAll = (...script: readonly [command: string, script: string]): Promise<unknown[]> =>
    together(client, [
      ['MGET', ...entries],
      [...script, '1', tags, ...names],
    ]);
  const [bodies, judged] = await askAll('EVALSHA', judgeScript.sha).catch((error) => {
    if (!isReplyError(error) || !error.message.startsWith('NOSCRIPT')) throw error;
    return askAll('EVAL', judgeScript.source);
  });
  return { bodies, judged };
}

/** Reads the state of the invalidations with the marks of these names. */
export async function readState(client: RedisClient, tags: string, names: readonly string[]): Promise<unknown> {
  return client.callBuffer('HMGET', tags, 'epoch', 'seq', 'floor', ...names);
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
