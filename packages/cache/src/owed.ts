import { later } from './position.js';
import type { Change, Position, SharedStore } from './store.js';
import { within } from './time-limit.js';

/** How many names are remembered to be told, which one message holds; beyond, everything is void. */
const mostNames = 5_000;
/** How long it may take to make everything void, or everything of a user. */
export const renewTimeoutMs = 2_000;

/** What is being told, with the numbers of the changes that it is told for. */
interface Message {
  readonly numbers: ReadonlyMap<string, number | undefined>;
  readonly done: Promise<Position>;
}

/** That a user is forgotten, as every process hears of it. */
export type Forget = Change & { readonly forgotten: string };

/** A user who is being forgotten: first what is theirs is void, then it is erased, which takes as long as there are keys. */
interface Forgetting {
  readonly change: Forget;
  told: Promise<Position> | undefined;
  isVoid: boolean;
  work: Promise<number> | undefined;
}

/** What a store has to be told, until it is told: what it says before is doubtful. */
export interface Owed {
  /** How many things that are. */
  readonly size: number;
  /** Whether anything has to be told before the store is asked. What is void already and only has to be erased holds up nobody. */
  isAny(): boolean;
  /** These names are invalidated. */
  invalidation(names: readonly string[]): void;
  /** Everything is void. */
  renewal(): void;
  /** Lets go of what is owed about a user who is forgotten: it is void with all the rest, and told afterwards it would bring their name back. */
  drop(scope: string): void;
  /** A user is forgotten; gives the way to tell and erase that, which counts what is erased. */
  forget(change: Forget): () => Promise<number>;
  /** Tells that everything is void. */
  renew(): Promise<Position>;
  /** Tells the store all that it was not told; gives where it stands then, if there was anything. */
  flush(): Promise<Position | undefined>;
}

/** Remembers what a store has to be told; it has so long to hear of one message. */
export function owing(store: SharedStore, origin: string, timeoutMs: number): Owed {
  // Each with the number of the change that it is owed for: an earlier one that arrives does not pay for a later one.
  const pendingNames = new Map<string, number>();
  const pendingForgets = new Map<string, Forgetting>();
  const underWay = new Set<Message>();
  let owedRenewal = 0;
  let changes = 0;

  async function renewStore(): Promise<Position> {
    const number = owedRenewal;
    const position = await store.renew(origin);
    if (owedRenewal === number) owedRenewal = 0;
    return position;
  }

  async function invalidateStore(names: readonly string[]): Promise<Position> {
    const numbers = new Map(names.map((name) => [name, pendingNames.get(name)]));
    const message: Message = { numbers, done: within(timeoutMs, () => store.invalidate({ names }, origin)) };
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

  function drop(scope: string): void {
    for (const name of pendingNames.keys()) if (name.startsWith(scope)) pendingNames.delete(name);
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
    position = told.reduce<Position | undefined>(later, position);
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
      forgetting.told = within(renewTimeoutMs, () => store.invalidate(change, origin));
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

  const hasToForget = (): boolean =>
    pendingForgets.size > 0 && [...pendingForgets.values()].some(({ isVoid, work }) => !isVoid || work === undefined);

  return {
    get size() {
      return pendingNames.size + pendingForgets.size + (owedRenewal > 0 ? 1 : 0);
    },
    isAny: () => owedRenewal > 0 || pendingNames.size > 0 || hasToForget(),
    invalidation: owe,
    renewal() {
      changes += 1;
      owedRenewal = changes;
    },
    drop,
    forget(change) {
      drop(change.forgotten);
      const forgetting: Forgetting = { change, told: undefined, isVoid: false, work: undefined };
      pendingForgets.set(change.forgotten, forgetting);
      return () => carryOut(forgetting);
    },
    renew: renewStore,
    flush,
  };
}
