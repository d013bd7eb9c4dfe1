import { isDeepStrictEqual } from 'node:util';
import type { Notice } from '../store.js';
import { manyPromise } from './many-promise.js';
import { entry, expect, key, minute, type StorePromise, written } from './promise.js';

/**
 * What the cache relies on. Run each promise with your own test runner against a store that is empty or not, alone or with
 * other processes at work: `for (const { name, test } of storePromises) it(name, () => test(store))`.
 */
export const storePromises: readonly StorePromise[] = [
  {
    name: 'gives back the bytes that were written, and how long it keeps them',
    async test(store) {
      const made = entry(await store.position());
      await written(store, made);
      const { found, bytes, remainingMs = 0 } = await store.read(made.id);
      expect(found === 'valid' && Buffer.compare(made.bytes, bytes ?? Buffer.of()) === 0, 'the same bytes');
      expect(remainingMs > 0 && remainingMs <= minute, `the rest of a minute, not ${remainingMs} ms`);
    },
  },
  {
    name: 'knows nothing of what was never written',
    async test(store) {
      expect((await store.read(key())).found === 'absent', 'absent');
    },
  },
  {
    name: 'keeps an entry no longer than it was told to',
    async test(store) {
      const made = entry(await store.position(), { ttlMs: 5 });
      await store.write(made);
      await new Promise((resolve) => setTimeout(resolve, 15));
      expect((await store.read(made.id)).found === 'absent', 'absent after its time');
      expect(!(await store.write(entry(await store.position(), { ttlMs: 0 }))), 'nothing is kept for no time');
    },
  },
  {
    name: 'finds an entry void after one of its names was invalidated, and only then',
    async test(store) {
      const [one, other, made] = [key(), key(), entry(await store.position())];
      const tagged = entry(made.since, { names: [one, other] });
      await written(store, tagged);
      await store.invalidate({ names: [key()] }, 'test');
      expect((await store.read(tagged.id)).found === 'valid', 'other names do not matter');
      await store.invalidate({ names: [other] }, 'test');
      const { found, bytes } = await store.read(tagged.id);
      expect(found === 'void' && bytes === undefined, 'void, and without bytes');
    },
  },
  {
    name: 'gives the same answer whatever names the entry is believed to have',
    async test(store) {
      const [one, other, spare] = [key(), key(), key()];
      const made = entry(await store.position(), { names: [one, other] });
      const believed = [undefined, [], [one], [one, other], [other, spare, one], [spare]];
      const found = async (id: string): Promise<readonly string[]> =>
        Promise.all(believed.map(async (names) => (await store.read(id, names)).found));
      const all = async (id: string, what: string): Promise<void> =>
        expect(isDeepStrictEqual(new Set(await found(id)), new Set([what])), `${what} for everybody`);
      await all(made.id, 'absent');
      await written(store, made);
      await store.invalidate({ names: [spare] }, 'test');
      await all(made.id, 'valid');
      await store.invalidate({ names: [other] }, 'test');
      await all(made.id, 'void');
    },
  },
  manyPromise,
  {
    name: 'refuses an entry that was invalidated while it was loaded',
    async test(store) {
      const made = entry(await store.position());
      await store.invalidate({ names: made.names }, 'test');
      expect(!(await store.write(made)), 'refused');
      expect((await store.read(made.id)).found === 'absent', 'absent');
      const after = entry(await store.position(), { id: made.id });
      await written(store, after);
      for (const names of [undefined, after.names])
        expect((await store.read(made.id, names)).found === 'valid', 'what was loaded right after it is good');
    },
  },
  {
    name: 'refuses what was loaded so soon after a write that the origin may not show it yet',
    async test(store) {
      const [touched, other] = [key(), key()];
      await store.invalidate({ names: [touched] }, 'test');
      const made = entry(await store.position(), { names: [touched, other] });
      expect(!(await store.write({ ...made, settle: { names: [touched], forMs: minute } })), 'refused');
      await written(store, { ...made, settle: { names: [other], forMs: minute } });
      await written(store, { ...made, settle: { names: [touched], forMs: 0 } });
    },
  },
  {
    name: 'marks every one of very many names',
    async test(store) {
      const all = Array.from({ length: 1_201 }, () => key());
      const since = await store.position();
      const made = [0, 498, 499, 500, 501, 998, 999, 1_000, 1_200].map((at) =>
        entry(since, { names: all.slice(at, at + 1) }),
      );
      for (const each of made) await written(store, each);
      await store.invalidate({ names: all }, 'test');
      for (const each of made) expect((await store.read(each.id)).found === 'void', `void: ${each.names}`);
    },
  },
  {
    name: 'refuses an entry of another epoch',
    async test(store) {
      const made = entry({ epoch: 'another', sequence: Number.MAX_SAFE_INTEGER });
      expect(!(await store.write(made)), 'refused');
    },
  },
  {
    name: 'refuses an entry that began later than anything that has happened: it went back in time, and has lost what was',
    async test(store) {
      const { epoch, sequence } = await store.position();
      expect(!(await store.write(entry({ epoch, sequence: sequence + 1_000_000 }))), 'refused');
    },
  },
  {
    name: 'never lets a load that began earlier overwrite one that began later',
    async test(store) {
      const early = entry(await store.position(), { value: 'early' });
      await store.invalidate({ names: [key()] }, 'test');
      const late = entry(await store.position(), { id: early.id, value: 'late' });
      await written(store, early);
      await written(store, late);
      expect(!(await store.write(early)), 'the earlier one is refused');
      expect(
        Buffer.compare((await store.read(early.id)).bytes ?? Buffer.of(), late.bytes) === 0,
        'the later one stays',
      );
      const { remainingMs = 0 } = await store.read(early.id);
      expect(remainingMs > 0 && remainingMs <= minute, `it ends within a minute, and not in ${remainingMs} ms`);
      const again = entry(late.since, { id: early.id, value: 'again' });
      await written(store, again);
    },
  },
  {
    name: 'never lets a value overwrite a younger one when nothing was invalidated between their loads',
    async test(store) {
      const since = await store.position();
      const younger = entry(since, { value: 'younger' });
      const aged = (ageMs: number) => entry(since, { id: younger.id, value: 'aged', ageMs, ttlMs: 2 * minute });
      await written(store, aged(2 * minute));
      await written(store, younger);
      expect(!(await store.write(aged(minute))), 'the older one is refused, however long it may be kept');
      const { bytes = Buffer.of() } = await store.read(younger.id);
      expect(Buffer.compare(bytes, younger.bytes) === 0, 'the younger one stays');
    },
  },
  {
    name: 'counts its invalidations up, and no two have the same number',
    async test(store) {
      const made = await Promise.all(Array.from({ length: 20 }, () => store.invalidate({ names: [key()] }, 'test')));
      expect(new Set(made.map(({ sequence }) => sequence)).size === 20, '20 numbers for 20 invalidations');
      const { sequence } = await store.position();
      expect(
        made.every((each) => each.sequence <= sequence),
        'the position is the latest of them',
      );
    },
  },
  {
    name: 'tells everybody who listens, in order and with the number',
    async test(store) {
      const heard: Notice[] = [];
      let isUp = (): void => undefined;
      const up = new Promise<void>((resolve) => (isUp = resolve));
      const line = store.listen({ heard: (notice) => heard.push(notice), up: () => isUp(), down: () => undefined });
      await up;
      const [one, other] = [key(), key()];
      const first = await store.invalidate({ names: [one, other] }, 'me');
      const second = await store.invalidate({ names: [], forgotten: one }, 'me');
      const third = await store.renew('me');
      await line.ping();
      line.close();
      const all = [first, second, third];
      const mine = heard.filter(({ position }) => all.some((each) => isDeepStrictEqual(each, position)));
      const expected = [
        { position: first, origin: 'me', names: [one, other] },
        { position: second, origin: 'me', names: [], forgotten: one },
        { position: third, origin: 'me', names: [] },
      ];
      expect(
        isDeepStrictEqual(mine, expected),
        `all notices are heard before the ping is answered: ${JSON.stringify(mine)}`,
      );
    },
  },
  {
    name: 'counts and erases everything that begins so, and nothing else',
    async test(store) {
      const [mine, since] = [`${key()}*[a]?`, await store.position()];
      const kept = entry(since, { id: `${mine.slice(0, -1)}x` });
      for (const id of [`${mine}1`, `${mine}2`]) await written(store, entry(since, { id }));
      await written(store, kept);
      expect((await store.count(mine)) === 2, 'two counted');
      expect((await store.erase(mine)) === 2, 'two erased');
      expect((await store.read(`${mine}1`)).found === 'absent', 'gone');
      expect((await store.read(kept.id)).found === 'valid', 'what only looks alike stays');
      expect((await store.erase(mine)) === 0, 'nothing is left');
    },
  },
  {
    name: 'makes everything void with a new epoch',
    async test(store) {
      const made = entry(await store.position());
      await written(store, made);
      const { epoch } = await store.renew('test');
      expect(epoch !== made.since.epoch, 'another epoch');
      expect((await store.read(made.id)).found !== 'valid', 'nothing from before is valid');
      expect(!(await store.write(made)), 'nothing from before is taken');
    },
  },
  {
    name: 'begins anew with a new epoch, however far the one before had counted',
    async test(store) {
      const [id, name] = [key(), key()];
      for (let each = 0; each < 5; each += 1) await store.invalidate({ names: [name] }, 'test');
      await written(store, entry(await store.position(), { id, names: [id, name], value: 'before' }));
      await store.renew('test');
      const made = entry(await store.position(), { id, names: [id, name], value: 'after' });
      await written(store, made);
      const { found, bytes } = await store.read(id);
      expect(found === 'valid' && Buffer.compare(made.bytes, bytes ?? Buffer.of()) === 0, 'what was written last');
    },
  },
  {
    name: 'gives a lock to one at a time, and ends it by itself',
    async test(store) {
      const held = key();
      const giveUp = await store.lock(held, minute);
      expect(giveUp !== undefined && (await store.lock(held, minute)) === undefined, 'one has it');
      await giveUp?.();
      const id = key();
      const release = await store.lock(id, 20);
      expect(release !== undefined, 'given up');
      let second = await store.lock(id, minute);
      // However busy the machine is: it is free some time after those milliseconds.
      for (let tries = 0; second === undefined && tries < 1_000; tries += 1) {
        await new Promise((resolve) => setTimeout(resolve, 10));
        second = await store.lock(id, minute);
      }
      expect(second !== undefined, 'its time is over');
      await release?.();
      expect((await store.lock(id, minute)) === undefined, 'whoever lost it gives up nothing');
      await second?.();
      expect((await store.lock(id, 1)) !== undefined, 'given up');
    },
  },
];
