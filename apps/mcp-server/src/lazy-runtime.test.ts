import type { Runtime } from '@tonearm/tools/runtime';
import { expect, test } from 'vitest';
import { createLazyRuntime } from './lazy-runtime.js';

function fake(): Runtime & { closed: number } {
  const runtime = {
    closed: 0,
    async close() {
      runtime.closed += 1;
    },
  };
  return runtime as unknown as Runtime & { closed: number };
}

test('makes nothing until it is asked, and one runtime for all who ask', async () => {
  let made = 0;
  const lazy = createLazyRuntime(async () => {
    made += 1;
    return fake();
  });
  expect(made).toBe(0);
  const [one, two] = await Promise.all([lazy.get(), lazy.get()]);
  expect(one).toBe(two);
  expect(await lazy.get()).toBe(one);
  expect(made).toBe(1);
});

test('a failure is told to all who asked, and tried again for the next', async () => {
  const runtime = fake();
  const outcomes = [Promise.reject(new Error('not signed in')), Promise.resolve(runtime)];
  const lazy = createLazyRuntime(() => outcomes.shift() ?? Promise.reject(new Error('too many')));
  const both = await Promise.allSettled([lazy.get(), lazy.get()]);
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await lazy.get()).toBe(runtime);
});

test('closes what it made, and makes nothing in order to close it', async () => {
  const runtime = fake();
  let made = 0;
  const create = async (): Promise<Runtime> => {
    made += 1;
    return runtime;
  };
  await createLazyRuntime(create).close();
  expect(made).toBe(0);
  const lazy = createLazyRuntime(create);
  void lazy.get();
  await lazy.close();
  expect(runtime.closed).toBe(1);
});
