import { expect, test, vi } from 'vitest';
import { createCache, type LoadContext, publicScope, type WarmItem } from './index.js';

const item = (key: string, more: Pick<WarmItem, 'load' | 'isBackground'>): WarmItem => ({
  ...{ scope: publicScope, key, freshForMs: 100 },
  ...more,
});

/** A load that lasts until it is let go, and says when it heard that somebody waits for its value. */
function hurried() {
  const heard: string[] = [];
  let finish = (): void => undefined;
  const finished = new Promise<void>((resolve) => (finish = resolve));
  const load = async ({ whenWanted }: LoadContext) => {
    whenWanted(() => heard.push('wanted'));
    await finished;
    return 'value';
  };
  return { heard, finish, load };
}

test.each([
  ['says nothing of it', {}],
  ['leaves it undefined', { isBackground: undefined }],
])(
  'tells what it is loading once that somebody waits for it now, and not before, where who warms %s',
  async (_what, more) => {
    const cache = createCache();
    const { heard, finish, load } = hurried();
    const asked = item('k', { load, ...more });
    const warming = cache.warm({ items: [asked] });
    await vi.waitFor(() => expect(cache.statistics().loads).toBe(1));
    expect(heard).toEqual([]);
    const answers = [cache.getOrLoad(asked), cache.getOrLoad(asked)];
    expect(heard).toEqual(['wanted']);
    finish();
    expect(await Promise.all(answers)).toEqual(['value', 'value']);
    expect((await warming.report).stored).toMatchObject([{ key: 'k' }]);
    expect(cache.statistics().loads).toBe(1);
  },
);

test('what hears of it and throws spoils no answer, and keeps nobody else from hearing of it', async () => {
  const cache = createCache();
  const heard: string[] = [];
  let finish = (): void => undefined;
  const asked = item('k', {
    isBackground: true,
    load: ({ whenWanted }) => {
      whenWanted(() => {
        throw new Error('of its own');
      });
      whenWanted(() => heard.push('wanted'));
      return new Promise((resolve) => (finish = () => resolve('value')));
    },
  });
  const behind = cache.getOrLoad(asked);
  await vi.waitFor(() => expect(cache.statistics().loads).toBe(1));
  expect(heard).toEqual([]);
  const answer = cache.getOrLoad({ ...asked, isBackground: false });
  finish();
  expect([await behind, await answer, heard]).toEqual(['value', 'value', ['wanted']]);
});

test('tells nothing of the kind to what nobody waits for, and at once where somebody does', async () => {
  const cache = createCache();
  const [warmed, asked] = [hurried(), hurried()];
  warmed.finish();
  asked.finish();
  await cache.warm({ items: [item('warmed', { load: warmed.load })] }).report;
  await cache.getOrLoad(item('asked', { load: asked.load }));
  expect([warmed.heard, asked.heard]).toEqual([[], ['wanted']]);
});
