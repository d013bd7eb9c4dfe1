import { askStore, type StoreProblem } from './ask-store.js';
import { type Codec, jsonCodec } from './codec.js';
import { type Envelope, envelope } from './envelope.js';
import type { EnvelopeHeader } from './envelope-header.js';
import { StoreUnavailableError, UnwritableValueError } from './errors.js';
import type { Emitter } from './events.js';
import { type Forget, owing, renewTimeoutMs } from './owed.js';
import type { Change, Position, SharedStore, StoreQuestion, StoreRead, StoreWrite } from './store.js';

/** The settings of the tier that processes share. */
export interface SharedOptions {
  readonly store: SharedStore;
  /** How long one question to the store may take before the caller is answered without it; 50 unless said. Writes, for which nobody waits, may take a second. */
  readonly timeoutMs?: number | undefined;
  /** How values are written; JSON unless said. */
  readonly codec?: Codec | undefined;
  /** Other codecs whose entries can be read. */
  readonly alsoReads?: readonly Codec[] | undefined;
  /** Bodies of this many bytes and more are compressed; 4096 unless said. */
  readonly compressFromBytes?: number | undefined;
  /** For so long after the line for changes was last known to work, what is in memory counts as certain; 1000 unless said. */
  readonly leaseMs?: number | undefined;
  /** While nobody knows what other processes change, a value is fresh for no longer than this; 1000 unless said. */
  readonly isolatedFreshForMs?: number | undefined;
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
  /** The same for whoever only wants to know what is there: it is in no statistics. */
  inspect(id: string): Promise<SharedRead | undefined>;
  /** What `read` says, of each in the order of the questions; within the time of one. */
  readMany(questions: readonly StoreQuestion[]): Promise<readonly SharedRead[] | undefined>;
  /** Within a second, or within `limitMs` if somebody waits for it. Rejects with an {@link UnwritableValueError}, and with nothing else. */
  write(id: string, value: unknown, header: EnvelopeHeader, how?: WriteTerms): Promise<boolean>;
  /** False when the store has not heard of it yet; it will, before it is asked for anything else. */
  invalidate(change: Change): Promise<Position | undefined>;
  /** Lets go of what is owed about a user whom another process forgot. */
  disown(scope: string): void;
  /** How many entries were erased; undefined when the store has not done it yet. */
  forget(change: Forget): Promise<number | undefined>;
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
/** Erasing looks at every key that there is. */
const eraseTimeoutMs = 30_000;
/** Puts limits around a store: of time, and of how often it is asked while it does not answer. */
export function sharedTier(options: SharedOptions, origin: string, emit: Emitter['emit']): SharedTier {
  const { store, timeoutMs = 50, codec = jsonCodec, alsoReads = [], compressFromBytes = 4_096 } = options;
  const format: Envelope = envelope({ codec, alsoReads: [jsonCodec, ...alsoReads], compressFromBytes });
  const counts = { reads: 0, hits: 0, writes: 0, refused: 0, damaged: 0 };
  const { ask, wake, health, errors } = askStore(store, timeoutMs, emit);
  const owed = owing(store, origin, timeoutMs);

  /** What the store was not told makes all that it says doubtful: it is told first. */
  const afterFlush = <T>(question: () => Promise<T>): Promise<T> =>
    owed.isAny() ? owed.flush().then(question) : question();

  /** The same in one trip, for what says where the store stood: what does not show that it had heard is asked anew. */
  const withFlush = <T>(question: () => Promise<T>, positionsOf: (answer: T) => readonly Position[]): Promise<T> =>
    owed.isAny() ? flushBeside(question, positionsOf) : question();

  async function flushBeside<T>(
    question: () => Promise<T>,
    positionsOf: (answer: T) => readonly Position[],
  ): Promise<T> {
    // An async function, so that one that throws at once leaves nobody behind who has failed unheard.
    const [told, answer] = await Promise.all([owed.flush(), (async () => question())()]);
    const hasHeard = ({ epoch, sequence }: Position): boolean => epoch === told?.epoch && sequence >= told.sequence;
    return told === undefined || positionsOf(answer).every(hasHeard) ? answer : question();
  }

  const find = (id: string, names?: readonly string[]): Promise<StoreRead | undefined> =>
    ask(() =>
      withFlush(
        () => store.read(id, names),
        ({ position }) => [position],
      ),
    );

  async function readEach(questions: readonly StoreQuestion[]): Promise<readonly StoreRead[]> {
    if (store.readMany === undefined) return Promise.all(questions.map(async ({ id, names }) => store.read(id, names)));
    const answers = await store.readMany(questions);
    if (answers.length === questions.length) return answers;
    throw new StoreUnavailableError(`it gave ${answers.length} answers to ${questions.length} questions`);
  }

  function opened({ position, found, bytes, header: known, remainingMs = 0 }: StoreRead): SharedRead {
    if (found !== 'valid' || bytes === undefined) return { position, found };
    const content = format.open(bytes, known);
    // A store that keeps it for longer than it was told to has a clock that jumped: nobody knows how old the value is.
    if (content === undefined || remainingMs < 0 || remainingMs > content.header.ttlMs) {
      return { position, found: 'damaged' };
    }
    const { value, header } = content;
    return { position, found, entry: { value, header, ageMs: header.ageMs + header.ttlMs - remainingMs } };
  }

  function counted(read: SharedRead): SharedRead {
    if (read.found === 'damaged') counts.damaged += 1;
    if (read.entry !== undefined) counts.hits += 1;
    return read;
  }

  return {
    timeoutMs,
    read(id, names) {
      counts.reads += 1;
      return find(id, names).then((answer) => answer && counted(opened(answer)));
    },
    async inspect(id) {
      const answer = await find(id);
      return answer && opened(answer);
    },
    async readMany(questions) {
      counts.reads += questions.length;
      const answers = await ask(() =>
        withFlush(
          () => readEach(questions),
          (all) => all.map(({ position }) => position),
        ),
      );
      return answers?.map((answer) => counted(opened(answer)));
    },
    write(id, value, header, { settle, limitMs = Math.max(timeoutMs, writeTimeoutMs) } = {}) {
      let bytes: Buffer;
      try {
        bytes = format.seal(value, header);
      } catch (error) {
        return Promise.reject(new UnwritableValueError(codec.name, error));
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
      return ask(() => afterFlush(send), limitMs).then((isWritten) => {
        // A store that hangs may do it when it comes to itself, and what it keeps then is older than it looks: it is to be void.
        if (isWritten === undefined && isSent && performance.now() - askedAt >= limitMs - 1) {
          owed.invalidation([id]);
        }
        if (isWritten !== undefined) counts[isWritten ? 'writes' : 'refused'] += 1;
        return isWritten === true;
      });
    },
    async invalidate(change) {
      owed.invalidation(change.names);
      return ask(async () => (await owed.flush()) ?? store.position());
    },
    disown: owed.drop,
    async forget(change) {
      return ask(owed.forget(change), eraseTimeoutMs);
    },
    async count(prefix) {
      // Whether it answers at all is known before long.
      if ((await ask(() => store.position())) === undefined) return undefined;
      return ask(() => store.count(prefix), eraseTimeoutMs);
    },
    async renew() {
      owed.renewal();
      return ask(owed.renew, renewTimeoutMs);
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
      return !owed.isAny() || (await ask(() => owed.flush().then(() => true))) === true;
    },
    statistics() {
      return { kind: store.kind, ...health(), ...counts, errors: errors(), pending: owed.size };
    },
  };
}
