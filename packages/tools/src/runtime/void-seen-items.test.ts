import { type Cache, type CacheOptions, createCache, publicScope, userScope } from '@tonearm/cache';
import { memoryStore } from '@tonearm/cache/testing';
import { endpoints, type SpotifyCall } from '@tonearm/spotify-client';
import { expect, onTestFinished, test } from 'vitest';
import { seenItems } from './seen-items.js';
import { voidSeenItems } from './void-seen-items.js';
import { withCache } from './with-cache.js';

const playlist = { type: 'playlist', id: 'p', uri: 'spotify:playlist:p', name: 'As it was' };
const album = { type: 'album', id: 'a', uri: 'spotify:album:a', name: 'Album' };

function cacheWith(options?: CacheOptions): Cache {
  const cache = createCache(options);
  onTestFinished(() => cache.close());
  return cache;
}

/** Whoever asks this endpoint through a cache, and what is seen of the answers. */
function asking(time: { now: number }, endpoint: object, options?: CacheOptions) {
  const cache = cacheWith({ ...options, now: () => time.now });
  const seen = seenItems({ maxAgeMs: 1_000, settleMs: 0, now: () => time.now });
  cache.on(voidSeenItems(seen, 'here'));
  const { middleware } = withCache(cache, { place: 'here', consent: () => '' }, { seen });
  let load = (): Promise<unknown> => expect.unreachable();
  const send = middleware(() => load());
  const ask = (answer: () => Promise<unknown>): Promise<unknown> => {
    load = answer;
    return send({ endpoint, params: { id: 'a' }, options: {} } as unknown as SpotifyCall);
  };
  return { seen, ask };
}

/** Items that were seen, as long as this cache does not call them void. */
function seenThrough(cache: Cache, time = { now: 0 }) {
  const seen = seenItems({ maxAgeMs: 1_000, settleMs: 0, now: () => time.now });
  cache.on(voidSeenItems(seen, 'here'));
  seen.see([playlist, album], { askedAt: 0, tags: ['my:playlists'] });
  return { seen, names: () => [playlist, album].map(({ uri }) => seen.recall(uri)?.item.name) };
}

test.each([
  ['a user', userScope('here')],
  ['everybody', publicScope],
])('what is invalidated for %s is let go, and nothing else', async (_whom, scope) => {
  const cache = cacheWith();
  const { names } = seenThrough(cache);
  await cache.invalidateTags(scope, ['my:playlists', 'playlist:p']);
  expect(names()).toEqual([undefined, 'Album']);
});

test('what another process invalidated is let go when that is heard', async () => {
  const shared = { store: memoryStore(() => 0) };
  const [here, elsewhere] = [cacheWith({ shared }), cacheWith({ shared })];
  await here.catchUp();
  const { names } = seenThrough(here);
  await elsewhere.invalidateTags(userScope('with:tag:in the name'), ['playlist:p']);
  await here.catchUp();
  expect(names()).toEqual([undefined, 'Album']);
});

test('all is let go with what the cache clears or forgets of this very account, and playlists when it distrusts', async () => {
  const store = memoryStore(() => 0);
  const cache = cacheWith({ shared: { store } });
  await cache.catchUp();
  const first = seenThrough(cache);
  await cache.forget('somebody else');
  expect(first.names()).toEqual(['As it was', 'Album']);
  await cache.forget('here');
  expect(first.names()).toEqual([undefined, undefined]);
  const second = seenThrough(cache);
  await cache.clear();
  expect(second.names()).toEqual([undefined, undefined]);
  const third = seenThrough(cache);
  // Another life of the store: what others changed in this one is not known.
  store.flush();
  await cache.getOrLoad({ scope: publicScope, key: 'k', freshForMs: 1_000, load: async () => 'value' });
  expect(third.names()).toEqual([undefined, 'Album']);
});

test('what is kept counts as seen when Spotify was asked for it, however late it is given', async () => {
  const time = { now: 0 };
  const { seen, ask } = asking(time, endpoints.albums.get);
  await ask(async () => album);
  time.now = 500;
  await ask(() => Promise.reject(new Error('it is kept')));
  expect(seen.recall(album.uri)).toEqual({ item: album, seenAt: 0 });
});

test('what was asked for before all was forgotten is not believed, though it was loaded only afterwards', async () => {
  const time = { now: 10 };
  const base = memoryStore(() => 0);
  let open = (): void => undefined;
  const isOpen = new Promise<void>((resolve) => (open = resolve));
  const store: typeof base = { ...base, read: (...words) => isOpen.then(() => base.read(...words)) };
  const { seen, ask } = asking(time, endpoints.albums.get, { shared: { store, timeoutMs: 60_000 } });
  const asked = ask(async () => album);
  await new Promise((resolve) => setImmediate(resolve));
  time.now = 12;
  seen.forget();
  time.now = 20;
  open();
  expect(await asked).toEqual(album);
  expect(seen.recall(album.uri)).toBeUndefined();
});

test.each([
  ['kept', endpoints.playlists.mine],
  ['never kept', { name: 'live.row', method: 'GET', volatility: 'live', provides: () => ['my:playlists'] }],
])('nothing is seen in an answer that is %s of what was changed while it was asked for', async (_how, endpoint) => {
  const time = { now: 0 };
  const cache = cacheWith({ now: () => time.now });
  const { seen, names } = seenThrough(cache, time);
  let arrive = (_answer: unknown): void => undefined;
  const { middleware } = withCache(cache, { place: 'here', consent: () => '' }, { seen });
  const send = middleware(() => new Promise((resolve) => (arrive = resolve)));
  const asked = send({ endpoint, params: {}, options: {} } as unknown as SpotifyCall);
  await new Promise((resolve) => setImmediate(resolve));
  time.now = 10;
  await cache.invalidateTags(userScope('here'), ['playlist:p']);
  arrive({ items: [playlist, { ...album, name: 'Album, told again' }] });
  await asked;
  expect(names()).toEqual([undefined, 'Album, told again']);
});
