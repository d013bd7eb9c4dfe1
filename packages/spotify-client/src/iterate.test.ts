import { getEventListeners } from 'node:events';
import { describe, expect, test, vi } from 'vitest';
import type { CallOptions } from './call.js';
import { NetworkError } from './errors.js';
import { iterate, type Position } from './iterate.js';

interface Place {
  readonly offset?: number;
  readonly after?: string;
  readonly before?: string;
  readonly limit?: number;
}

const url = (query: Record<string, string | number>): string =>
  `https://x.invalid/list?${new URLSearchParams(Object.entries(query).map(([key, value]): [string, string] => [key, String(value)]))}`;

/** A list of so many numbers that is counted, in pages of so many. */
const counted = (total: number, size: number) =>
  vi.fn(async ({ offset = 0 }: Place, _options?: CallOptions) => ({
    items: Array.from({ length: Math.max(0, Math.min(size, total - offset)) }, (_, index) => offset + index),
    next: offset + size < total ? url({ offset: offset + size, limit: size }) : null,
  }));

const offsetsOf = (method: ReturnType<typeof counted>) => method.mock.calls.map(([{ offset }]) => offset);

describe('a list that is counted', () => {
  test('is read to its end, item by item and page by page', async () => {
    const items: number[] = [];
    for await (const item of iterate(counted(5, 2), {})) items.push(item);
    expect(items).toEqual([0, 1, 2, 3, 4]);
    const pages: (readonly number[])[] = [];
    for await (const page of iterate(counted(5, 2), {}).pages()) pages.push(page);
    expect(pages).toEqual([[0, 1], [2, 3], [4]]);
    expect(await iterate(counted(5, 2), {}).all()).toEqual([0, 1, 2, 3, 4]);
  });

  test.each([Promise.resolve({ items: [], next: null }), undefined, 'albums.tracks'])(
    'is not read from %o, which is no function of the client',
    (wrong) => {
      const expected = {
        code: 'invalid_parameter',
        parameter: 'method',
        hint: expect.stringContaining('without calling it'),
      };
      // @ts-expect-error it is no function
      expect(() => iterate(wrong, {})).toThrow(expect.objectContaining(expected));
    },
  );

  test('needs no parameters where the call needs none', async () => {
    const method = async ({ offset = 0 }: Place = {}) => counted(5, 2)({ offset });
    expect(await iterate(method).all()).toEqual([0, 1, 2, 3, 4]);
  });

  test('keeps the parameters of the first call', async () => {
    const method = counted(3, 2);
    await iterate(method, { limit: 2 }).all();
    expect(method.mock.calls.map(([params]) => params)).toEqual([{ limit: 2 }, { limit: 2, offset: 2 }]);
  });

  test.each([
    [0, 0],
    [3, 1],
    [10, 1],
    [11, 2],
    [100, 10],
  ])('is read for %i items with %i calls', async (max, calls) => {
    const method = counted(100, 10);
    expect(await iterate(method, {}, { max }).all()).toHaveLength(max);
    expect(method).toHaveBeenCalledTimes(calls);
  });

  test.each([-1, 2.5, Number.NaN])('is not read for %d items, and not silently empty', (max) => {
    expect(() => iterate(counted(100, 10), {}, { max })).toThrow(
      expect.objectContaining({ code: 'invalid_parameter', parameter: 'max' }),
    );
  });

  test('is read without options where null is given for them', async () => {
    expect(await iterate(counted(5, 2), {}, null as unknown as undefined).all()).toEqual([0, 1, 2, 3, 4]);
  });

  test.each([null, 'offset', 7, { skip: 'a' }, { skip: -3 }, { skip: 0.5 }])(
    'is not read from %j, which is no place in it',
    (from) => {
      expect(() => iterate(counted(3, 2), {}, { from: from as unknown as Position })).toThrow(
        expect.objectContaining({ code: 'invalid_parameter', parameter: 'from' }),
      );
    },
  );

  test('is not read under a signal that is none', () => {
    const signal = new AbortController() as unknown as AbortSignal;
    expect(() => iterate(counted(3, 2), {}, { signal })).toThrow(
      expect.objectContaining({ code: 'invalid_parameter', parameter: 'signal' }),
    );
  });

  test('asks for no page that nobody reads', async () => {
    const method = counted(100, 10);
    for await (const item of iterate(method, {})) if (item === 10) break;
    expect(method).toHaveBeenCalledTimes(2);
  });

  test('ends at a next page that is empty, and never reads a page twice that does not move on', async () => {
    const empty = async (_place: Place) => ({ items: [], next: url({ offset: 5 }) });
    expect(await iterate(atMost(2, empty), {}).all()).toEqual([]);
    const stuck = counted(4, 2);
    const still = async (params: Place) => ({
      ...(await stuck(params)),
      next: (params.offset ?? 0) < 4 ? 'nonsense' : null,
    });
    expect(await iterate(atMost(3, still), {}).all()).toEqual([0, 1, 2, 3]);
  });
});

/** Ends a test that would read for ever. */
function atMost<Params, Answer>(times: number, method: (params: Params) => Promise<Answer>): typeof method {
  let left = times;
  return async (params) => {
    left -= 1;
    return left < 0 ? expect.unreachable('it is read for ever') : method(params);
  };
}

describe('a list that is read by cursor', () => {
  test('goes on where its next page begins, and stops where the cursor stays', async () => {
    const forwards = vi.fn(async ({ after = '0' }: Place) => ({
      artists: { items: [after], next: url({ after: String(Math.min(3, Number(after) + 1)) }), cursors: { after } },
    }));
    expect(await iterate(atMost(4, forwards), {}).all()).toEqual(['0', '1', '2', '3']);
    const backwards = async ({ before = '9' }: Place) => ({
      items: [before],
      next: before === '7' ? null : url({ before: Number(before) - 1 }),
      cursors: null,
    });
    expect(await iterate(backwards, {}).all()).toEqual(['9', '8', '7']);
  });
});

test('a list whose next page has another cursor than the first was asked by is asked by that one alone', async () => {
  const method = vi.fn(async ({ before }: Place) =>
    before === undefined ? { items: [3, 2], next: url({ before: '2' }) } : { items: [1], next: null },
  );
  expect(await iterate(method, { after: '0' }).all()).toEqual([3, 2, 1]);
  expect(method.mock.calls.map(([params]) => params)).toEqual([{ after: '0' }, { before: '2', after: undefined }]);
});

describe('the list', () => {
  const search = async () => ({
    tracks: { items: ['t'], next: null },
    albums: { items: ['a'], next: null },
  });

  test('is found inside of an answer', async () => {
    const found = async () => ({ said: 'a', tracks: { items: ['t'], next: null } });
    expect(await iterate(found).all()).toEqual(['t']);
  });

  test('is chosen where there are several, and none is read for the others', async () => {
    expect(await iterate(search, {}, { select: ({ albums }) => albums }).all()).toEqual(['a']);
    await expect(iterate(search).all()).rejects.toMatchObject({
      code: 'invalid_parameter',
      parameter: 'select',
      hint: expect.stringContaining('select: ({ albums }) => albums'),
    });
  });

  test('that an answer does not hold is an error, not an empty list', async () => {
    const none = async () => ({ id: 'x' }) as unknown as { items: string[]; next: null };
    await expect(iterate(none, {}).all()).rejects.toMatchObject({ code: 'unexpected_response' });
  });
});

describe('whoever stops', () => {
  test.each([0, 1, 3, 4, 5, 8])('after item %i goes on behind it, also in another iteration', async (last) => {
    const method = counted(9, 4);
    const list = iterate(method, {});
    for await (const item of list) if (item === last) break;
    const { position } = list;
    const rest = Array.from({ length: 8 - last }, (_, index) => last + 1 + index);
    expect(await list.all()).toEqual(rest);
    expect(position === undefined ? [] : await iterate(method, {}, { from: position }).all()).toEqual(rest);
    expect(list.position).toBeUndefined();
  });

  test('because of a failure goes on with the page that failed, and keeps to the maximum', async () => {
    const method = counted(9, 2);
    const list = iterate(method, {}, { max: 5 });
    const items: number[] = [];
    method.mockImplementationOnce(method.getMockImplementation() ?? expect.unreachable());
    method.mockRejectedValueOnce(new NetworkError('lost'));
    await expect(async () => {
      for await (const item of list) items.push(item);
    }).rejects.toThrow('lost');
    expect(items).toEqual([0, 1]);
    expect(list.position).toEqual({ offset: 2 });
    for await (const item of list) items.push(item);
    expect(items).toEqual([0, 1, 2, 3, 4]);
  });

  test('with its signal stops between two items, and its request is given up', async () => {
    const cancel = new AbortController();
    const method = counted(9, 4);
    const items: number[] = [];
    const reading = (async () => {
      for await (const item of iterate(method, {}, { signal: cancel.signal })) {
        items.push(item);
        if (item === 1) cancel.abort(new Error('enough'));
      }
    })();
    await expect(reading).rejects.toMatchObject({
      code: 'aborted',
      cause: expect.objectContaining({ message: 'enough' }),
    });
    expect(items).toEqual([0, 1]);
    expect(method.mock.calls[0]?.[1]?.signal?.aborted).toBe(true);
  });

  test.each([false, true])('in the middle of a page is not held until it comes (prefetching: %s)', async (prefetch) => {
    const cancel = new AbortController();
    const method = vi.fn(async ({ offset = 0 }: Place, { signal }: CallOptions = {}) => {
      if (offset === 0) return { items: [0], next: url({ offset: 1 }) };
      return new Promise<never>((_resolve, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason));
      });
    });
    const reading = iterate(method, {}, { signal: cancel.signal, prefetch }).all();
    await vi.waitFor(() => expect(method).toHaveBeenCalledTimes(2));
    const reason = new Error('enough');
    cancel.abort(reason);
    await expect(reading).rejects.toMatchObject({ code: 'aborted', cause: reason });
  });

  test('in the middle of a page is not held by a function that does not listen', async () => {
    const cancel = new AbortController();
    const method = vi.fn((_params: Place) => new Promise<never>(() => undefined));
    const reading = iterate(method, {}, { signal: cancel.signal }).all();
    await vi.waitFor(() => expect(method).toHaveBeenCalledTimes(1));
    cancel.abort(new Error('enough'));
    await expect(reading).rejects.toMatchObject({ code: 'aborted' });
  });
});

test('nothing is left behind at a signal that many iterations may share', async () => {
  const { signal } = new AbortController();
  await iterate(counted(9, 4), {}, { signal }).all();
  for await (const _item of iterate(counted(9, 4), {}, { signal })) break;
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});

describe('prefetching', () => {
  test('a page that nobody goes on to may fail, and nobody hears of it', async () => {
    const unheard = vi.fn();
    process.on('unhandledRejection', unheard);
    const method = vi.fn(async ({ offset = 0 }: Place, _options?: CallOptions) => {
      if (offset > 0) throw new NetworkError('reset');
      return { items: [0, 1], next: url({ offset: 2 }) };
    });
    for await (const _page of iterate(method, {}, { prefetch: true }).pages()) {
      await new Promise(setImmediate);
      break;
    }
    await new Promise(setImmediate);
    process.off('unhandledRejection', unheard);
    expect(method).toHaveBeenCalledTimes(2);
    expect(unheard).not.toHaveBeenCalled();
  });

  test('asks for the next page while this one is read, and for no more', async () => {
    const method = counted(9, 2);
    const pages = iterate(method, {}, { prefetch: true }).pages()[Symbol.asyncIterator]();
    expect((await pages.next()).value).toEqual([0, 1]);
    expect(offsetsOf(method)).toEqual([undefined, 2]);
    expect((await pages.next()).value).toEqual([2, 3]);
    expect(offsetsOf(method)).toEqual([undefined, 2, 4]);
  });

  test('does not go beyond the maximum, and gives the request up when nobody reads on', async () => {
    const within = counted(9, 2);
    await iterate(within, {}, { prefetch: true, max: 4 }).all();
    expect(within).toHaveBeenCalledTimes(2);
    const method = counted(9, 2);
    for await (const _page of iterate(method, {}, { prefetch: true }).pages()) break;
    expect(method.mock.calls[1]?.[1]?.signal?.aborted).toBe(true);
  });

  test('tells a failure when its page is asked for, and not before', async () => {
    const method = counted(9, 2);
    const list = iterate(method, {}, { prefetch: true });
    method.mockImplementationOnce(method.getMockImplementation() ?? expect.unreachable());
    method.mockRejectedValueOnce(new NetworkError('lost'));
    const items: number[] = [];
    await expect(async () => {
      for await (const item of list) items.push(item);
    }).rejects.toThrow('lost');
    expect(items).toEqual([0, 1]);
    expect(await list.all()).toEqual([2, 3, 4, 5, 6, 7, 8]);
  });
});
