import { expect, test } from 'vitest';
import { readFacts } from './facts/operation-facts.ts';

const facts = readFacts();

test('counts the operations of the description by who may call them', () => {
  const count = (access: string) => facts.filter((row) => row.access === access).length;
  expect(facts).toHaveLength(96);
  expect({ everyone: count('everyone'), extended: count('extended'), legacy: count('legacy') }).toEqual({
    everyone: 48,
    extended: 40,
    legacy: 8,
  });
});

test('calls exactly those operations deprecated that not everyone may call', () => {
  expect(facts.filter((row) => row.deprecated !== (row.access !== 'everyone'))).toEqual([]);
});

test('names each operation once, and each route once', () => {
  expect(new Set(facts.map(({ operation }) => operation)).size).toBe(facts.length);
  expect(new Set(facts.map(({ method, path }) => `${method} ${path}`)).size).toBe(facts.length);
});

test('declares every placeholder of a path as a required path parameter', () => {
  for (const { path, parameters } of facts) {
    const inPath = parameters.filter(({ place, required }) => place === 'path' && required).map(({ name }) => name);
    expect(inPath.sort(), path).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort());
  }
});
