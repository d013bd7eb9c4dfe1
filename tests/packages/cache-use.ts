// What people write who use the cache; compiled against the published types in projects that are as strict as can be.
import { createCache, type GetOrLoadOptions, publicScope, type SetOptions, type WarmItem } from '@tonearm/cache';
import { redisStore } from '@tonearm/cache/redis';

interface Album {
  readonly id: number;
  readonly name: string;
}

/** What somebody has who was told nothing: each option may be undefined. */
function perhaps<T>(value: T): T | undefined {
  return globalThis.Math.random() > 2 ? value : undefined;
}
const [number, text, yes] = [perhaps(1), perhaps('text'), perhaps(true)];
const signal = perhaps(new AbortController().signal);

const cache = createCache({
  maxEntries: number,
  maxBytes: number,
  maxAgeMs: number,
  shared: undefined,
  now: undefined,
});
type Client = Parameters<typeof redisStore>[0]['client'];
export const sharing = (client: Client) =>
  createCache({
    shared: { store: redisStore({ client, namespace: text, maxNames: number }), timeoutMs: number, codec: undefined },
  });

const album: GetOrLoadOptions<Album> = {
  ...{ scope: publicScope, key: 'album', freshForMs: 1_000 },
  tags: ({ id }) => [`album:${id}`],
  load: async ({ limit, seed }) => {
    limit({ freshForMs: 1, staleForMs: number, graceMs: number });
    seed([{ key: 'part', value: 1, rule: { freshForMs: 1 }, tags: undefined, name: text, scope: undefined }]);
    return { id: 1, name: 'Blue' };
  },
  ...{ staleForMs: number, graceMs: number, softTimeoutMs: number, hardTimeoutMs: number, retryAfterMs: number },
  ...{ signal, name: text, jitter: number, isBackground: yes, failureForMs: undefined, asker: undefined },
  ...{ settle: undefined, tiers: undefined, meanwhile: undefined, flight: undefined },
};
const moment: SetOptions<number>['since'] = perhaps(cache.moment());

/** One question can be asked, warmed and explained, and what was to be warmed can be asked. */
export async function right(): Promise<readonly unknown[]> {
  const { name } = await cache.getOrLoad(album);
  const item: WarmItem = { ...album, priority: number };
  const { report } = cache.warm({
    items: [album, item, { ...album, tags: (value: { readonly id: number }) => [`album:${value.id}`] }],
    ...{ concurrency: number, budget: { loads: number, timeMs: number }, signal },
  });
  const many = { scope: publicScope, keys: ['1'], freshForMs: 1, tags: undefined, name: text, signal };
  return [
    ...[name, await cache.getOrLoad(item), await report, await cache.explain(publicScope, 'album', album)],
    await cache.set({
      scope: publicScope,
      key: 'k',
      value: 1,
      freshForMs: 1,
      since: moment,
      tags: undefined,
      name: text,
    }),
    ...[await cache.getMany(many), await cache.getOrLoadMany({ ...many, load: async () => new Map([['1', 1]]) })],
  ];
}

/** What is wrong does not. */
export function wrong(): void {
  // @ts-expect-error its tags are those of something else
  void cache.getOrLoad({ ...album, tags: (value: { readonly isbn: string }) => [value.isbn] });
  // @ts-expect-error there is no key
  cache.warm({ items: [{ ...album, key: undefined }] });
}
