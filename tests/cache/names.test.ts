import { publicScope, type Scope, userScope } from '@tonearm/cache';
import { servicesAreOff } from '@tonearm/tooling/services';
import { expect, test } from 'vitest';
import { certain, group } from './group.js';

/** What names are put together from: separators, digits, and what Redis and Lua find special. */
const pieces = [
  '',
  ':',
  '1',
  '2',
  'a',
  'tag:',
  'any',
  'user:',
  'user:1:a:',
  'public:',
  'scope:',
  '*',
  '[a]',
  '\\',
  '}',
];
const strange = ['é', '\0', '\n', '%', '\ud83d\ude00', '\ufffd', '__proto__', '"', "']"];

/** Numbers from 0 to below 1, the same ones for the same seed. */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

test.skipIf(servicesAreOff)(
  'whatever users and keys are called, nobody reads what is kept under another name, in either tier',
  async () => {
    const random = numbersFrom(1);
    const alphabet = [...pieces, ...strange];
    const word = (): string =>
      Array.from({ length: 1 + Math.floor(random() * 3) }, () => alphabet[Math.floor(random() * alphabet.length)]).join(
        '',
      );
    const { join } = await group();
    const [one, two] = [await join(), await join()];
    await Promise.all([one, two].map(certain));
    const places = new Map<string, { readonly scope: Scope; readonly key: string }>();
    while (places.size < 400) {
      const [user, key] = [word(), word()];
      const scope = user === '' || random() < 0.2 ? publicScope : userScope(user);
      places.set(JSON.stringify([scope, key]), { scope, key });
    }
    const rule = { freshForMs: 600_000, tags: ['t'] };
    for (const [owner, place] of places) {
      await one.cache.getOrLoad({ ...place, ...rule, load: async () => owner });
    }
    await one.cache.idle();
    let shared = 0;
    for (const [owner, place] of places) {
      expect(one.cache.peek(place)).toBe(owner);
      const { value, from } = await two.cache.answer({ ...place, ...rule, load: async () => owner });
      expect(value).toBe(owner);
      if (from === 'shared') shared += 1;
    }
    expect(shared).toBeGreaterThan(200);
    // What is forgotten is all of one user and nothing of another.
    for (const user of new Set(
      [...places.values()].flatMap(({ scope }) => (scope.kind === 'user' ? [scope.user] : [])),
    )) {
      if (random() < 0.9) continue;
      await one.cache.forget(user);
      await two.cache.catchUp();
      for (const [owner, place] of places) {
        const isTheirs = place.scope.kind === 'user' && place.scope.user === user;
        const known = [one, two].map(({ cache }) => cache.peek(place));
        if (isTheirs) expect(known, owner).toEqual([undefined, undefined]);
        if (isTheirs) places.delete(owner);
      }
    }
  },
);

test.skipIf(servicesAreOff)(
  'what depends on more names than Redis can look at is shared by nobody, and Redis is not taken for ill',
  async () => {
    const { join } = await group();
    const [one, two] = [await join(), await join()];
    await Promise.all([one, two].map(certain));
    const tags = Array.from({ length: 9_000 }, (_, index) => `t${index}`);
    // What is mostly absent is read in another way than what is mostly large.
    for (let each = 0; each < 20; each += 1) await one.get(`absent ${each}`);
    for (const [key, said] of [
      ['list', tags],
      ['function', () => tags],
    ] as const) {
      for (const { cache } of [one, two]) {
        await cache.getOrLoad({ scope: publicScope, key, freshForMs: 600_000, tags: said, load: async () => key });
        await cache.idle();
        expect(cache.peek({ scope: publicScope, key })).toBe(key);
        expect(cache.statistics().shared, key).toMatchObject({ isUp: true, errors: 0, hits: 0 });
      }
    }
  },
);
