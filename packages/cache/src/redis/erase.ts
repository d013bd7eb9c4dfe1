import type { RedisClient } from './client.js';

/** What is to be erased, and where. */
export interface Erasure {
  readonly entryPrefix: string;
  /** The hash of names. */
  readonly tags: string;
  readonly prefix: string;
}

const pageSize = 1_000;
/** What is written while it is erased is refused by then; a round that finds something after this many is a fault. */
const mostRounds = 10;

/** Deletes the entries and the names with a prefix, and goes on until a whole round over all keys finds none. */
export async function erasePrefix(client: RedisClient, { entryPrefix, tags, prefix }: Erasure): Promise<number> {
  let erased = 0;
  for (let round = 0; round < mostRounds; round += 1) {
    const keys = await keysOf(client, entryPrefix + prefix);
    const fields = (await scan(client, ['HSCAN', tags], escapeGlob(prefix))).filter((_, index) => index % 2 === 0);
    if (keys.length + fields.length === 0) return erased;
    for (const page of pages(keys)) erased += Number(await client.call('UNLINK', ...page));
    for (const page of pages(fields)) await client.call('HDEL', tags, ...page);
  }
  throw new Error('Entries are written faster than they are erased');
}

/** How many keys begin so. */
export async function countPrefix(client: RedisClient, prefix: string): Promise<number> {
  return (await keysOf(client, prefix)).length;
}

/** A client that puts something before its keys does so with keys, and not with what they are looked for by. */
async function keysOf(client: RedisClient, prefix: string): Promise<readonly string[]> {
  const { keyPrefix = '' } = client.options ?? {};
  const found = await scan(client, ['SCAN'], escapeGlob(keyPrefix + prefix));
  return found.map((key) => key.slice(keyPrefix.length));
}

async function scan(
  client: RedisClient,
  [command = 'SCAN', ...key]: readonly string[],
  glob: string,
): Promise<string[]> {
  const found: string[] = [];
  let cursor = '0';
  do {
    const reply = await client.call(command, ...key, cursor, 'MATCH', `${glob}*`, 'COUNT', pageSize);
    const [next, page] = reply as [string, string[]];
    found.push(...page);
    cursor = String(next);
  } while (cursor !== '0');
  // A key can be given twice while Redis moves its table.
  return command === 'SCAN' ? [...new Set(found)] : found;
}

function* pages(items: readonly string[]): Generator<readonly string[]> {
  for (let at = 0; at < items.length; at += pageSize) yield items.slice(at, at + pageSize);
}

function escapeGlob(text: string): string {
  return text.replace(/[\\*?[\]^]/g, '\\$&');
}
