import { expect, test } from 'vitest';
import { sufficing } from './sufficing.js';

/** After how many questions in a row for which nothing had to be asked it is done without asking. */
function patience(tries: ReturnType<typeof sufficing>): number {
  let questions = 0;
  while (!tries.isLikely()) {
    tries.was(true);
    questions += 1;
  }
  return questions;
}

test('is likely after some in a row, and after twice as many each time that it was not enough, up to a limit', () => {
  const tries = sufficing();
  expect(patience(tries)).toBe(16);
  tries.was(true);
  expect(tries.isLikely()).toBe(true);
  const next: number[] = [];
  for (let failure = 0; failure < 10; failure += 1) {
    tries.was(false);
    next.push(patience(tries));
  }
  expect(next).toEqual([32, 64, 128, 256, 512, 1_024, 2_048, 4_096, 4_096, 4_096]);
});

test('is no less likely for what was not tried', () => {
  const tries = sufficing();
  for (let question = 0; question < 10; question += 1) tries.was(question % 2 === 0);
  expect(patience(tries)).toBe(16);
});

test('needs only half as many once it has been enough for long', () => {
  const tries = sufficing();
  for (const wanted of [16, 32, 64]) {
    expect(patience(tries)).toBe(wanted);
    tries.was(false);
  }
  expect(patience(tries)).toBe(128);
  for (let question = 0; question < 2 * 128 + 2 * 64; question += 1) {
    expect(tries.isLikely()).toBe(true);
    tries.was(true);
  }
  tries.was(false);
  expect(patience(tries)).toBe(64);
});
