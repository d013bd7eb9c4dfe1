import { randomUUID } from 'node:crypto';
import { type EnvelopeHeader, headerOf } from '../envelope.js';
import type { SharedStore, StoreQuestion, StoreRead } from '../store.js';
import type { RedisClient } from './client.js';
import type { Connection } from './connection.js';
import { type Found, judgeFound, stateOf } from './judge.js';
import { type FoundWithState, readManyPlainly, readPlainly, readState } from './read.js';
import { isReplyError, listOf, positionOf, textOf } from './replies.js';
import { lookScript, readScript, type Script } from './scripts.js';

/** Entries as large as this are read by plain commands: through a script they would have to pass, which takes longer than it spares. */
const largeBytes = 2_048;
/** So many are asked for in one command; others may want to ask something, too. */
const mostAtOnce = 250;

/** What reading works with. */
export interface ReaderParts {
  readonly client: RedisClient;
  readonly connection: Connection;
  readonly run: (script: Script, keys: readonly string[], ...args: readonly string[]) => Promise<unknown>;
  readonly entryPrefix: string;
  readonly tags: string;
}

/** Reads entries, by plain commands or a script: whatever takes least for what is mostly found. */
export function reader(parts: ReaderParts): Required<Pick<SharedStore, 'read' | 'readMany'>> {
  const { client, connection, run, entryPrefix, tags } = parts;

  async function readByScript(id: string): Promise<StoreRead> {
    const reply = await run(readScript, [entryPrefix + id, tags], randomUUID());
    const [, , found, remainingMs, bytes] = listOf(reply);
    const position = positionOf(reply);
    if (!(bytes instanceof Buffer)) return { position, found: textOf(found) as StoreRead['found'] };
    return { position, found: 'valid', bytes, remainingMs: Number(remainingMs) };
  }

  /** How large what is found has been of late, and nothing is if nothing is found. At first it may well be large. */
  let usualBytes = 4 * largeBytes;

  async function find(id: string, names: readonly string[]): Promise<FoundWithState> {
    const entry = entryPrefix + id;
    if (usualBytes >= largeBytes) return readPlainly(client, { entry, tags, names });
    const [remaining, bytes, state] = listOf(await run(lookScript, [entry, tags], ...names));
    return { remaining, bytes, state };
  }

  /** Undefined when only the script that judges can say. */
  async function quickly<T>(ask: () => Promise<T>): Promise<T | undefined> {
    if (client.status !== 'ready') await connection.ready();
    const before = connection.losses();
    try {
      const answer = await ask();
      // Commands that were sent anew on another connection may have met another server than the first ones.
      return connection.losses() === before ? answer : undefined;
    } catch (error) {
      if (isReplyError(error)) return undefined;
      throw connection.failure(error);
    }
  }

  async function readQuickly(id: string, names: readonly string[]): Promise<StoreRead | undefined> {
    const found = await find(id, names);
    usualBytes += ((found.bytes instanceof Buffer ? found.bytes.length : 0) - usualBytes) / 8;
    const state = stateOf(found.state, names);
    return state && judgeFound(found, state);
  }

  async function readManyQuickly(questions: readonly StoreQuestion[]): Promise<readonly (StoreRead | undefined)[]> {
    const expected = namesOf(questions);
    const entries = questions.map(({ id }) => entryPrefix + id);
    const { found, state: reply } = await readManyPlainly(client, { entries, tags, names: expected });
    const state = stateOf(reply, expected);
    if (state === undefined) return [];
    const judged = found.map((each) => judgeFound(each, state));
    // Of names that nobody expected is asked once more, for all that have such, before each of them is left to a script.
    const unexpected = namesOf(found.flatMap((each, index) => (judged[index] === undefined ? headersOf(each) : [])));
    if (unexpected.length === 0) return judged;
    const later = stateOf(await readState(client, tags, unexpected), unexpected);
    return judged.map((each, index) => each ?? (later && judgeFound(found[index] ?? nothing, later)));
  }

  async function readTogether(questions: readonly StoreQuestion[]): Promise<readonly StoreRead[]> {
    const found = await quickly(() => readManyQuickly(questions));
    return Promise.all(questions.map(({ id }, index) => found?.[index] ?? readByScript(id)));
  }

  return {
    async read(id, names) {
      return (names && (await quickly(() => readQuickly(id, names)))) ?? (await readByScript(id));
    },
    async readMany(questions) {
      if (questions.length <= mostAtOnce) return questions.length === 0 ? [] : readTogether(questions);
      const parts = Array.from({ length: Math.ceil(questions.length / mostAtOnce) }, (_, index) =>
        readTogether(questions.slice(index * mostAtOnce, (index + 1) * mostAtOnce)),
      );
      return (await Promise.all(parts)).flat();
    },
  };
}

const nothing: Found = { remaining: undefined, bytes: undefined };

function headersOf({ bytes }: Found): readonly EnvelopeHeader[] {
  const header = bytes instanceof Buffer ? headerOf(bytes) : undefined;
  return header === undefined ? [] : [header];
}

/** Each name once. */
function namesOf(all: readonly { readonly names: readonly string[] }[]): readonly string[] {
  const names = new Set<string>();
  for (const each of all) for (const name of each.names) names.add(name);
  return [...names];
}
