import { askStore, type StoreProblem } from './ask-store.js';
import { type Codec, jsonCodec } from './codec.js';
import { type Envelope, type EnvelopeHeader, envelope } from './envelope.js';
import { StoreUnavailableError } from './errors.js';
import type { Emitter } from './events.js';
import { later } from './position.js';
import type { Change, Position, SharedStore, StoreQuestion, StoreRead, StoreWrite } from './store.js';
import { within } from './time-limit.js';

/** The settings of the tier that processes share. */
export interface SharedOptions {
  readonly store: SharedStore;
  /** How long one question to the store may take before the caller is answered without it; 50 unless said. Writes, for which nobody waits, may take a second. */
  readonly timeoutMs?: number;
  /** How values are written; JSON unless said. */
  readonly codec?: Codec;
  /** Other codecs whose entries can be read. */
  readonly alsoReads?: readonly Codec[];
  /** Bodies of this many bytes and more are compressed; 4096 unless said. */
  readonly compressFromBytes?: number;
  /** For so long after the line for changes was last known to work, what is in memory counts as certain; 1000 unless said. */
  readonly leaseMs?: number;
  /** While nobody knows what other processes change, a value is fresh for no longer than this; 1000 unless said. */
  readonly isolatedFreshForMs?: number;
}

/** What happened between the cache and the store. */
export interface SharedStatistics {
  readonly kind: string;
  /** Whether the store answers, and whether changes of other processes are heard. */
  readonly isUp: boolean;
  /** Why it does not answer, or nothing is heard of others, while that is so. */
  readonly problem?: StoreProblem;
  readonly isCertain: boolean;
  readonly reads: number;
  readonly hits: number;
  readonly writes: number;
  /** Writes that came too late: the value was invalidated while it was loaded, or there is a later one. */
  readonly refused: number;
  /** Entries that could not be read: damaged, foreign, or of another version. */
  readonly damaged: number;
  readonly errors: number;
  /** Invalidations that the store has not heard of yet. */
  readonly pending: number;
}

/** An entry as it was found, with what was in its envelope. */
export interface SharedRead {
  readonly position: Position;
  readonly found: StoreRead['found'];
  readonly entry?: { readonly value: unknown; readonly ageMs: number; readonly header: EnvelopeHeader };
}

/** How an entry is written. */
export interface WriteTerms {
  readonly settle?: StoreWrite['settle'] | undefined;
  readonly limitMs?: number | undefined;
}

/** The store as the cache uses it: never late, never in the way. */
export interface SharedTier {
  /** How long whoever waits for an answer waits for the store. */
  readonly timeoutMs: number;
  /** Undefined when the store can't be asked. `names` are those that the entry is believed to have, if that is known. */
  read(id: string, names?: readonly string[]): Promise<SharedRead | undefined>;
  /** What `read` says, of each in the order of the questions; within the time of one. */
  readMany(questions: readonly StoreQuestion[]): Promise<readonly SharedRead[] | undefined>;
  /** Within a second, or within `limitMs` if somebody waits for it. */
  write(id: string, value: unknown, header: EnvelopeHeader, how?: WriteTerms): Promise<boolean>;
  /** False when the store has not heard of it yet; it will, before it is asked for anything else. */
  invalidate(change: Change): Promise<Position | undefined>;
  /** How many entries were erased; undefined when the store has not done it yet. */
  forget(change: Change & { readonly forgotten: string }): Promise<number | undefined>;
  /** Undefined when the store can't be asked. */
  count(prefix: string): Promise<number | undefined>;
  renew(): Promise<Position | undefined>;
  position(): Promise<Position | undefined>;
  lock(id: string, ttlMs: number): Promise<(() => Promise<void>) | 'taken' | undefined>;
  /** Tells the store what it could not be told. */
  catchUp(): Promise<boolean>;
  statistics(): Omit<SharedStatistics, 'isCertain'>;
}

/** Nobody waits for the write of what was loaded, which is behind the answer. */
const writeTimeoutMs = 1_000;
/** How many names are remembered to be told, which one message holds; beyond, everything is void. */
const mostNames = 5_000;
/** Erasing looks at every key that there is. */
const eraseTimeoutMs = 30_000;
/** Nobody waits for an answer who makes everything void. */
const renewTimeoutMs = 2_000;

/** What is being told, with the numbers of the changes that it is told for. */
interface Message {
  readonly numbers: ReadonlyMap<string, number | undefined>;
  readonly done: Promise<Position>;
}

/** A user who is being forgotten: first what is theirs is void, then it is erased, which takes as long as there are keys. */
interface Forgetting {
  readonly change: Change & { readonly forgotten: string };
  told: Promise<Position> | undefined;
  isVoid: boolean;
  work: Promise<number> | undefined;
}

/** Puts limits around a store: of time, and of how often it is asked while it does not answer. */
export function sharedTier(options: SharedOptions, origin: string, emit: Emitter['emit']): SharedTier {
  const { store, timeoutMs = 50, codec, alsoReads = [], compressFromBytes = 4_096 } = options;
  const format: Envelope = envelope({
    codec: codec ?? jsonCodec,
    alsoReads: [jsonCodec, ...alsoReads],
    compressFromBytes,
  });
  const counts = { reads: 0, hits: 0, writes: 0, refused: 0, damaged: 0, unwritable: 0 };
  // Each with the number of the change that it is owed for: an earlier one that arrives does not pay for a later one.
  const pendingNames = new Map<string, number>();
  const pendingForgets = new Map<string, Forgetting>();
  const underWay = new Set<Message>();
  let owedRenewal = 0;
  let changes = 0;
  const { ask, wake, health, errors } = askStore(store, timeoutMs, emit);

  async function renewStore(): Promise<Position> {
    const number = owedRenewal;
    const position = await store.renew(origin);
    if (owedRenewal === number) owedRenewal = 0;
    return position;
  }

  async function invalidateStore(names: readonly string[]): Promise<Position> {
    const numbers = new Map(names.map((name) => [name, pendingNames.get(name)]));
    const message: Message = { numbers, done: within(timeoutMs, store.invalidate({ names }, origin)) };
    underWay.add(message);
    try {
      const position = await message.done;
      for (const [name, number] of numbers) if (pendingNames.get(name) === number) pendingNames.delete(name);
      return position;
    } finally {
      underWay.delete(message);
    }
  }

  function owe(names: readonly string[]): void {
    changes += 1;
    for (const name of names) pendingNames.set(name, changes);
    if (pendingNames.size <= mostNames) return;
    pendingNames.clear();
    owedRenewal = changes;
  }

  /** Tells the store all that it was not told; gives where it stands then, if there was anything. */
  async function flush(): Promise<Position | undefined> {
    let position = owedRenewal > 0 ? await renewStore() : undefined;
    // In one message, but for what is being told: said twice, it would make void what was loaded in between.
    const running = [...underWay];
    const isRunning = ([name, number]: readonly [string, number]): boolean =>
      running.some(({ numbers }) => numbers.get(name) === number);
    const names = [...pendingNames].filter((each) => !isRunning(each)).map(([name]) => name);
    const told = await Promise.all([
      ...running.map(({ done }) => done),
      ...(names.length > 0 ? [invalidateStore(names)] : []),
    ]);
    position = told.at(-1) ?? position;
    for (const forgetting of pendingForgets.values()) {
      carryOut(forgetting).catch(() => undefined);
      position = later(position, await forgetting.told);
    }
    return position;
  }

  /** Once, whoever is the first to come to it: what is erased is counted for the one who asked. */
  function carryOut(forgetting: Forgetting): Promise<number> {
    const { change } = forgetting;
    forgetting.work ??= (async () => {
      forgetting.isVoid = false;
      // Nobody else waits for it, but somebody does.
      forgetting.told = within(renewTimeoutMs, store.invalidate(change, origin));
      await forgetting.told;
      forgetting.isVoid = true;
      const erased = await store.erase(change.forgotten);
      if (pendingForgets.get(change.forgotten) === forgetting) pendingForgets.delete(change.forgotten);
      return erased;
    })().catch((error: unknown) => {
      forgetting.work = undefined;
      throw error;
    });
    return forgetting.work;
  }

  /** What the store was not told makes all that it says doubtful: it is told first. */
  const afterFlush = <T>(question: () => Promise<T>): Promise<T> =>
    hasPending() ? flush().then(question) : question();
  const hasPending = (): boolean => owedRenewal > 0 || pendingNames.size > 0 || hasToForget();
  /** What is void already and only has to be erased holds up nobody. */
  const hasToForget = (): boolean =>
    pendingForgets.size > 0 && [...pendingForgets.values()].some(({ isVoid, work }) => !isVoid || work === undefined);

  async function readEach(questions: readonly StoreQuestion[]): Promise<readonly StoreRead[]> {
    if (store.readMany === undefined) return Promise.all(questions.map(({ id, names }) => store.read(id, names)));
    const answers = await store.readMany(questions);
    if (answers.length === questions.length) return answers;
    throw new StoreUnavailableError(`it gave ${answers.length} answers to ${questions.length} questions`);
  }

  function opened({ position, found, bytes, header: known, remainingMs = 0 }: StoreRead): SharedRead {
    if (found === 'damaged') counts.damaged += 1;
    if (found !== 'valid' || bytes === undefined) return { position, found };
    const content = format.open(bytes, known);
    // A store that keeps it for longer than it was told to has a clock that jumped: nobody knows how old the value is.
    if (content === undefined || remainingMs < 0 || remainingMs > content.header.ttlMs) {
      counts.damaged += 1;
      return { position, found: 'damaged' };
    }
    counts.hits += 1;
    const { value, header } = content;
    return { position, found, entry: { value, header, ageMs: header.ageMs + header.ttlMs - remainingMs } };
  }

  return {
    timeoutMs,
    async read(id, names) {
      counts.reads += 1;
      const answer = await ask(() => afterFlush(() => store.read(id, names)));
      return answer && opened(answer);
    },
    async readMany(questions) {
      counts.reads += questions.length;
      const answers = await ask(() => afterFlush(() => readEach(questions)));
      return answers?.map(opened);
    },
    async write(id, value, header, { settle, limitMs = Math.max(timeoutMs, writeTimeoutMs) } = {}) {
      let bytes: Buffer;
      try {
        bytes = format.seal(value, header);
      } catch {
        // A value that its codec can't write stays in memory.
        counts.unwritable += 1;
        return false;
      }
      const { names, since, ageMs, ttlMs } = header;
      const entry = { id, bytes, names, since, ageMs, ttlMs };
      const whole = settle === undefined ? entry : { ...entry, settle };
      const askedAt = performance.now();
      let isSent = false;
      const send = (): Promise<boolean> => {
        isSent = true;
        return store.write(whole);
      };
      const isWritten = await ask(() => afterFlush(send), limitMs);
      // A store that hangs may do it when it comes to itself, and what it keeps then is older than it looks: it is to be void.
      if (isWritten === undefined && isSent && performance.now() - askedAt >= limitMs - 1) owe([id]);
      if (isWritten !== undefined) counts[isWritten ? 'writes' : 'refused'] += 1;
      return isWritten === true;
    },
    async invalidate(change) {
      owe(change.names);
      return ask(async () => (await flush()) ?? store.position());
    },
    async forget(change) {
      // What is owed about them is void with all the rest; told afterwards, it would bring their name back.
      for (const name of pendingNames.keys()) if (name.startsWith(change.forgotten)) pendingNames.delete(name);
      const forgetting: Forgetting = { change, told: undefined, isVoid: false, work: undefined };
      pendingForgets.set(change.forgotten, forgetting);
      return ask(() => carryOut(forgetting), eraseTimeoutMs);
    },
    async count(prefix) {
      // Whether it answers at all is known before long.
      if ((await ask(() => store.position())) === undefined) return undefined;
      return ask(() => store.count(prefix), eraseTimeoutMs);
    },
    async renew() {
      changes += 1;
      owedRenewal = changes;
      return ask(renewStore, renewTimeoutMs);
    },
    position: () => ask(() => afterFlush(() => store.position())),
    async lock(id, ttlMs) {
      let isLate = false;
      const answer = await ask(async () => {
        const release = await store.lock(id, ttlMs);
        // Nobody is there any more who would give it up.
        if (isLate) await release?.();
        return release ?? 'taken';
      });
      isLate = answer === undefined;
      return answer;
    },
    async catchUp() {
      wake();
      return !hasPending() || (await ask(() => flush().then(() => true))) === true;
    },
    statistics() {
      const { unwritable, ...others } = counts;
      const pending = pendingNames.size + pendingForgets.size + (owedRenewal > 0 ? 1 : 0);
      return { kind: store.kind, ...health(), ...others, errors: errors() + unwritable, pending };
    },
  };
}
