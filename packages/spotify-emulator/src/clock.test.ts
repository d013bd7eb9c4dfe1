import { expect, test } from 'vitest';
import { createClock } from './clock.js';

test('follows its source until it is moved', () => {
  let source = 1_000;
  const clock = createClock(() => source);
  expect(clock.now()).toBe(1_000);
  clock.advance(500);
  source += 10;
  expect(clock.now()).toBe(1_510);
  clock.set(50);
  source += 5;
  expect(clock.now()).toBe(55);
});

test('stands still when frozen and goes on from there', () => {
  let source = 1_000;
  const clock = createClock(() => source);
  clock.freeze();
  source += 10_000;
  expect(clock.now()).toBe(1_000);
  clock.advance(7);
  expect(clock.now()).toBe(1_007);
  clock.resume();
  source += 3;
  expect(clock.now()).toBe(1_010);
  clock.reset();
  expect(clock.now()).toBe(source);
});

test('refuses times that are none', () => {
  const clock = createClock(() => 0);
  expect(() => clock.advance(-1)).toThrow(RangeError);
  expect(() => clock.advance(Number.NaN)).toThrow(RangeError);
  expect(() => clock.set(Number.POSITIVE_INFINITY)).toThrow(RangeError);
});

test('runs at another rate, from the moment that it is told', () => {
  let source = 1_000;
  const clock = createClock(() => source);
  clock.rate(60);
  source += 1_000;
  expect(clock.now()).toBe(61_000);
  clock.rate(0.5);
  source += 1_000;
  expect(clock.now()).toBe(61_500);
  clock.freeze();
  source += 1_000;
  clock.resume();
  source += 1_000;
  expect(clock.now()).toBe(62_000);
  expect(clock.state()).toEqual({ now: 62_000, isFrozen: false, rate: 0.5 });
  expect(() => clock.rate(-1)).toThrow(RangeError);
});
