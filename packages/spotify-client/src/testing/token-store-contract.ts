import type { TokenSet } from '../auth/token-source.js';
import type { TokenStore } from '../auth/token-store.js';

/** Fails the case when something is not as it has to be. */
export type Check = (isRight: boolean, rule: string) => void;

/** One rule of the contract, for whichever test runner you use. */
export interface TokenStoreCase {
  /** The rule, as a sentence. */
  readonly name: string;
  /** Rejects when the rule is broken. */
  run(): Promise<void>;
}

const tokens: TokenSet = {
  accessToken: 'access-1',
  refreshToken: 'refresh-1',
  expiresAt: 1_800_000_000_000,
  scopes: ['user-read-private'],
  authorizedAt: 1_790_000_000_000,
};

/**
 * What every token store has to do. `open` gives two stores that share one place, empty before each case; a store of one
 * process may give the same one twice. `for (const { name, run } of tokenStoreContract(open)) test(name, run);`
 */
export function tokenStoreContract(open: () => Promise<readonly [TokenStore, TokenStore]>): readonly TokenStoreCase[] {
  const rule = (
    name: string,
    check: (store: TokenStore, other: TokenStore, check: Check) => Promise<void>,
  ): TokenStoreCase => ({
    name,
    async run() {
      const [store, other] = await open();
      await check(store, other, (isRight, broken) => {
        if (!isRight) throw new Error(`The token store breaks a rule: ${broken}`);
      });
    },
  });
  const same = (one: TokenSet | undefined, two: TokenSet): boolean =>
    one !== undefined &&
    one.accessToken === two.accessToken &&
    one.refreshToken === two.refreshToken &&
    one.expiresAt === two.expiresAt &&
    one.authorizedAt === two.authorizedAt &&
    one.scopes.join() === two.scopes.join();

  return [
    rule('is empty at first', async (store, _other, check) => {
      check((await store.read()) === undefined, 'an empty store reads as undefined');
      check(!(await store.delete()), 'deleting nothing tells that there was nothing');
    }),
    rule('gives back what was kept, to everybody who shares it', async (store, other, check) => {
      await store.write(tokens);
      check(same(await store.read(), tokens), 'what was written is read');
      check(same(await other.read(), tokens), 'whoever shares the store reads the same');
    }),
    rule('keeps a sign-in without a refresh token and without a time of consent', async (store, _other, check) => {
      const bare: TokenSet = { accessToken: 'access-1', expiresAt: 1, scopes: [] };
      await store.write(bare);
      const kept = await store.read();
      check(kept !== undefined && same(kept, bare), 'nothing is added to what was written');
      check(
        kept !== undefined && !('refreshToken' in kept) && !('authorizedAt' in kept),
        'what was absent stays absent',
      );
    }),
    rule('replaces what was kept as a whole', async (store, other, check) => {
      await store.write(tokens);
      await other.write({ accessToken: 'access-2', expiresAt: 2, scopes: [] });
      const kept = await store.read();
      check(kept?.accessToken === 'access-2' && kept.refreshToken === undefined, 'nothing of the old set is left');
    }),
    rule('forgets a sign-in, for everybody who shares it', async (store, other, check) => {
      await store.write(tokens);
      check(await other.delete(), 'deleting tells that there was a sign-in');
      check((await store.read()) === undefined, 'a deleted sign-in is gone');
    }),
    rule('is never read half-written', async (store, other, check) => {
      const long = (index: number): TokenSet => ({ ...tokens, accessToken: `${index}`.repeat(50_000) });
      await store.write(long(0));
      let isDone = false;
      const writing = (async () => {
        for (let index = 1; index < 20; index += 1) await store.write(long(index % 10));
        isDone = true;
      })();
      while (!isDone) {
        const text = (await other.read())?.accessToken ?? '';
        check(text.length === 50_000 && text === text.charAt(0).repeat(50_000), 'a read gives one whole write');
      }
      await writing;
    }),
    rule('lets one at a time do something exclusively', async (store, other, check) => {
      let inside = 0;
      const visit = async (one: TokenStore, index: number): Promise<number> =>
        one.exclusively(async () => {
          inside += 1;
          check(inside === 1, 'nobody else is inside');
          await one.write({ ...tokens, accessToken: `access-${index}` });
          await new Promise((resolve) => setTimeout(resolve, 1));
          check((await one.read())?.accessToken === `access-${index}`, 'nobody else wrote meanwhile');
          inside -= 1;
          return index;
        });
      const visits = Array.from({ length: 8 }, (_, index) => visit(index % 2 === 0 ? store : other, index));
      check((await Promise.all(visits)).join() === '0,1,2,3,4,5,6,7', 'everybody gets the result of their own');
    }),
    rule('lets who is waiting to be let in give up', async (store, other, check) => {
      const leaving = new AbortController();
      let letOut = (): void => undefined;
      const gate = new Promise<void>((resolve) => {
        letOut = resolve;
      });
      let inside: Promise<void> = gate;
      await new Promise<void>((entered) => {
        inside = store.exclusively(async () => {
          entered();
          await gate;
        });
      });
      let wasLetIn = false;
      const waiting = other
        .exclusively(
          async () => {
            wasLetIn = true;
          },
          { signal: leaving.signal },
        )
        .catch(() => undefined);
      leaving.abort();
      letOut();
      await Promise.all([inside, waiting]);
      check(!wasLetIn, 'who has given up is not let in');
      check((await other.exclusively(async () => 'in')) === 'in', 'the next one gets in');
    }),
    rule('lets others in after a failure', async (store, other, check) => {
      const failure = new Error('on purpose');
      const met = await store.exclusively(() => Promise.reject(failure)).catch((error: unknown) => error);
      check(met === failure, 'the failure comes out as it is');
      check((await other.exclusively(async () => 'in')) === 'in', 'the next one gets in');
    }),
  ];
}
