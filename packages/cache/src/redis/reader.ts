import { randomUUID } from 'node:crypto';
import { headerOf } from '../envelope-header.js';
import type { Position, SharedStore, StoreQuestion, StoreRead } from '../store.js';
import type { RedisClient } from './client.js';
import type { Connection } from './connection.js';
import { frameBytes, isFramed, lifetimeOf, unframed } from './frame.js';
import type { Heard } from './heard.js';
import { type Found, judgeFound, type State, sparseStateOf, stateOf, touchedBy } from './judge.js';
import { readManyPlainly, readPlainly, readState } from './read.js';
import { isReplyError, listOf, positionOf, textOf } from './replies.js';
import { lookScript, mostNames, readScript, type Script } from './scripts.js';
import { sufficing } from './sufficing.js';

/** Entries as large as this are read by plain commands: through a script they would have to pass, which takes longer than it spares. */
const largeBytes = 2_048;
/** So many are asked for in one command; others may want to ask something, too. */
const mostAtOnce = 100;

/** What reading works with. */
export interface ReaderParts {
  readonly client: RedisClient;
  readonly connection: Connection;
  readonly run: (script: Script, keys: readonly string[], ...args: readonly string[]) => Promise<unknown>;
  readonly entryPrefix: string;
  readonly tags: string;
  readonly heard: Heard;
}

/** Reads entries, by plain commands or a script: whatever takes least for what is mostly found. */
export function reader(parts: ReaderParts): Required<Pick<SharedStore, 'read' | 'readMany'>> {
  const { client, connection, run, entryPrefix, tags, heard } = parts;
  const hearingSuffices = sufficing();
  let losses = connection.losses();

  async function readByScript(id: string): Promise<StoreRead> {
    const reply = await run(readScript, [entryPrefix + id, tags], randomUUID());
    const [, , found, remainingMs, bytes] = listOf(reply);
    const position = positionOf(reply);
    if (!(bytes instanceof Buffer)) return { position, found: textOf(found) as StoreRead['found'] };
    return { position, found: 'valid', bytes: unframed(bytes), remainingMs: Number(remainingMs) };
  }

  /** How large what is found has been of late, and nothing is if nothing is found. At first it may well be large. */
  let usualBytes = 4 * largeBytes;

  /** What is found quickly, or otherwise when only the script that judges can say. */
  function quickly<T>(ask: () => Promise<T | undefined>, otherwise: () => T | Promise<T>): Promise<T> {
    if (client.status !== 'ready') return Promise.resolve(connection.ready()).then(() => quickly(ask, otherwise));
    const before = connection.losses();
    return ask().then(
      // Commands that were sent anew on another connection may have met another server than the first ones.
      (found) => (connection.losses() === before ? found : undefined) ?? otherwise(),
      (error: unknown) => {
        if (isReplyError(error)) return otherwise();
        throw connection.failure(error);
      },
    );
  }

  /** What has been heard before Redis is asked; from another Redis, which may answer from now on, nothing was. */
  function listen(): { readonly isByEar: boolean; readonly reached: Position | undefined } {
    if (losses !== connection.losses()) heard.forget();
    losses = connection.losses();
    // Of what began since this process listens it has heard everything, mostly: then Redis need not look for any name.
    return { isByEar: hearingSuffices.isLikely(), reached: heard.reached };
  }

  const find = (entry: string, names: readonly string[]): Promise<unknown> =>
    usualBytes >= largeBytes || names.length > mostNames
      ? readPlainly(client, { entry, tags, names })
      : run(lookScript, [entry, tags], ...names);

  function readOneQuickly(question: StoreQuestion): Promise<StoreRead | undefined> {
    const { isByEar, reached } = listen();
    const names = isByEar ? none : question.names;
    return find(entryPrefix + question.id, names).then((reply) => {
      const [remaining, raw, marks] = listOf(reply);
      const bytes = raw instanceof Buffer ? unframed(raw) : raw;
      usualBytes += ((bytes instanceof Buffer ? bytes.length : 0) - usualBytes) / 8;
      const state = stateOf(marks, names);
      if (state === undefined) return undefined;
      heard.stoodAt(state.position, reached);
      return judgeAll([{ remaining, bytes }], [question], state, isByEar)[0];
    });
  }

  async function readManyQuickly(questions: readonly StoreQuestion[]): Promise<readonly (StoreRead | undefined)[]> {
    const entries = questions.map(({ id }) => entryPrefix + id);
    const { isByEar, reached } = listen();
    const names = isByEar ? none : believedOf(questions);
    const { bodies, judged: reply } = await readManyPlainly(client, { entries, tags, names });
    const [epoch, seq, floor, touched, time] = listOf(reply);
    const state = sparseStateOf(epoch, seq, floor, touched);
    if (state === undefined) return [];
    const [bytes, nowMs] = [listOf(bodies), Number(time)];
    const found = questions.map((_, index) => foundOf(bytes[index], nowMs));
    heard.stoodAt(state.position, reached);
    const judged = judgeAll(found, questions, state, isByEar);
    // Of names that nobody expected is asked once more, for all that have such, before each of them is left to a script.
    const unexpected = namesOf(found.filter((_, index) => judged[index] === undefined));
    if (unexpected.length === 0) return judged;
    const later = stateOf(await readState(client, tags, unexpected), unexpected);
    return judged.map(
      (each, index) =>
        each ?? (later && judgeFound(found[index] ?? nothing, later, unexpected, touchedBy(later, unexpected))),
    );
  }

  function judgeAll(
    found: readonly Found[],
    questions: readonly StoreQuestion[],
    state: State,
    isByEar: boolean,
  ): readonly (StoreRead | undefined)[] {
    let [heardOf, unheardOf] = [0, 0];
    const judged = found.map((each, index) => {
      const believed = questions[index]?.names ?? none;
      return judgeFound(each, state, believed, (header) => {
        const isTouched = heard.isTouched(header.names, header.since.sequence, state.position);
        if (isTouched === undefined) unheardOf += 1;
        else heardOf += 1;
        return isTouched ?? touchedBy(state, isByEar ? none : believed)(header);
      });
    });
    if (heardOf + unheardOf > 0) hearingSuffices.was(unheardOf === 0);
    return judged;
  }

  async function readTogether(questions: readonly StoreQuestion[]): Promise<readonly StoreRead[]> {
    const found = await quickly<readonly (StoreRead | undefined)[]>(
      () => readManyQuickly(questions),
      () => [],
    );
    // Mostly nothing is left in doubt, and to wait for each of fifty that are there takes longer than to see that they are.
    if (found.length === questions.length && found.every((each) => each !== undefined)) return found;
    return Promise.all(questions.map(({ id }, index) => found[index] ?? readByScript(id)));
  }

  return {
    read: (id, names) =>
      names === undefined
        ? readByScript(id)
        : quickly(
            () => readOneQuickly({ id, names }),
            () => readByScript(id),
          ),
    async readMany(questions) {
      if (questions.length <= mostAtOnce) return questions.length === 0 ? [] : readTogether(questions);
      const parts = Array.from({ length: Math.ceil(questions.length / mostAtOnce) }, (_, index) =>
        readTogether(questions.slice(index * mostAtOnce, (index + 1) * mostAtOnce)),
      );
      return (await Promise.all(parts)).flat();
    },
  };
}

const none: readonly string[] = [];
const nothing: Found = { remaining: undefined, bytes: undefined };

/**
 * What MGET gave, with the lifetime that it says of itself; without one only a script can say how old it is. Of an entry of another type MGET
 * says that it is not there, which comes to the same: it is loaded, and written over.
 */
function foundOf(raw: unknown, nowMs: number): Found {
  if (!(raw instanceof Buffer && isFramed(raw))) return { remaining: undefined, bytes: raw };
  const { remainingMs, keptForMs } = lifetimeOf(raw, nowMs);
  return { remaining: remainingMs, keptForMs, bytes: raw.subarray(frameBytes) };
}

/** The names that these entries are believed to have, each once. */
function believedOf(questions: readonly StoreQuestion[]): readonly string[] {
  const believed = new Set<string>();
  for (const { id, names } of questions) {
    believed.add(id);
    for (const name of names) believed.add(name);
  }
  return [...believed];
}

/** The names that these entries have, each once. */
function namesOf(all: readonly Found[]): readonly string[] {
  const names = new Set<string>();
  for (const { bytes } of all) {
    const header = bytes instanceof Buffer ? headerOf(bytes) : undefined;
    for (const name of header?.names ?? []) names.add(name);
  }
  return [...names];
}
