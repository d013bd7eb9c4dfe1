import { afterEach, expect, test, vi } from 'vitest';
import { Gradual } from './gradual.js';

afterEach(() => void vi.useRealTimers());

function counting(pieces: number) {
  const steps = { done: 0, begun: 0 };
  const gradual = new Gradual(function* () {
    steps.begun += 1;
    for (let piece = 0; piece < pieces; piece += 1) {
      steps.done += 1;
      yield;
    }
    return `made of ${pieces}`;
  });
  return { steps, gradual };
}

test('nothing is done before somebody needs it, and nothing twice', async () => {
  const { steps, gradual } = counting(3);
  expect([steps.done, gradual.isMade]).toEqual([0, false]);
  await Promise.all([gradual.prepare(), gradual.prepare()]);
  expect([steps.done, steps.begun, gradual.isMade, gradual.value]).toEqual([3, 1, true, 'made of 3']);
});

test('whoever cannot wait has it finished at once, however far it is', async () => {
  const { steps, gradual } = counting(3);
  gradual.pieces().next();
  expect(steps.done).toBe(1);
  expect([gradual.value, steps.done, steps.begun]).toEqual(['made of 3', 3, 1]);
  await gradual.prepare();
  expect(steps.done).toBe(3);
});

test('work that fails is begun anew', () => {
  let tries = 0;
  const gradual = new Gradual<number>(function* () {
    tries += 1;
    yield;
    if (tries === 1) throw new Error('out of paper');
    return tries;
  });
  expect(() => gradual.value).toThrow('out of paper');
  expect(gradual.value).toBe(2);
});

test('others have a turn between slices of a few milliseconds, however many pieces there are', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const pieceMs = 3;
  const seen: number[] = [];
  let done = 0;
  const gradual = new Gradual(function* () {
    for (; done < 30; done += 1) {
      vi.advanceTimersByTime(pieceMs);
      yield;
    }
  });
  const preparing = gradual.prepare();
  while (!gradual.isMade) {
    seen.push(done);
    await new Promise((resolve) => setImmediate(resolve));
  }
  await preparing;
  const slices = seen.map((count, place) => (count - (seen[place - 1] ?? 0)) * pieceMs);
  expect(slices.length).toBeGreaterThan(5);
  expect(Math.max(...slices)).toBeLessThanOrEqual(12);
});
