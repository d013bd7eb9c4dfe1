import { listEndpoints } from '@tonearm/spotify-client';
import { describe, expect, test } from 'vitest';
import { readFacts, sendableValues } from './facts/operation-facts.ts';

const facts = readFacts();
const rows = listEndpoints();
const rowNames = rows.map(({ name }) => name);

function row(name: string) {
  const found = rows.find((candidate) => candidate.name === name);
  if (!found) throw new Error(`no row ${name}`);
  return found;
}

function factsOf(name: string) {
  const { method, path } = row(name);
  return facts.find((candidate) => candidate.method === method && candidate.path === path);
}

describe('the endpoint table of the client', () => {
  test('has a row for every operation of the description, and no other', () => {
    const routes = (table: readonly { readonly method: string; readonly path: string }[]): readonly string[] =>
      table.map(({ method, path }) => `${method} ${path}`).sort();
    expect(routes(rows)).toEqual(routes(facts));
  });

  test('declares no route twice and no name twice', () => {
    expect(new Set(rows.map(({ method, path }) => `${method} ${path}`)).size).toBe(rows.length);
    expect(new Set(rowNames).size).toBe(rows.length);
  });
});

describe.each(rowNames)('%s', (name) => {
  test('is an operation of the Web API, with its scopes and its access', () => {
    const { method, path, scopes, access } = row(name);
    expect({ method, path, access, scopes: [...scopes].sort() }).toEqual({
      method,
      path,
      access: factsOf(name)?.access,
      scopes: factsOf(name)?.scopes,
    });
  });

  test('puts into the body what the description puts there', () => {
    const { body } = row(name);
    const described = factsOf(name)?.body;
    if (body === undefined) return expect(described?.properties.filter(({ required }) => required) ?? []).toEqual([]);
    if (body === 'jpeg') return expect(described?.mediaType).toBe('image/jpeg');
    expect(described?.mediaType).toBe('application/json');
    expect(body.toSorted()).toEqual(described?.properties.map((property) => property.name));
  });

  test('knows the words that the description knows', () => {
    const { choices } = row(name);
    for (const value of sendableValues(factsOf(name))) {
      if (value.enum) expect(choices?.[value.name]?.toSorted(), value.name).toEqual([...value.enum].sort());
    }
  });

  test('says of all that is no plain text in a query what type it is of, as the description does', () => {
    const { types = {}, body } = row(name);
    for (const { name: value, type } of sendableValues(factsOf(name))) {
      const isInBody = body !== 'jpeg' && body?.includes(value);
      // A list that travels in a query is a text to the description; its path is checked as a path.
      const isText = type === 'string' && !isInBody && types[value] !== 'array';
      expect(types[value], value).toBe(isText ? undefined : type === 'string' && !isInBody ? 'array' : type);
    }
    const known = sendableValues(factsOf(name)).map((value) => value.name);
    expect(Object.keys(types).filter((value) => !known.includes(value))).toEqual([]);
  });

  test('is personal when it needs a scope or belongs to the user', () => {
    const { path, scopes, audience } = row(name);
    if (path.startsWith('/me') || scopes.length > 0) expect(audience).toBe('user');
  });

  test('says how its answer ages when it reads, and what it makes stale when it writes', () => {
    const { method, volatility, touches } = row(name);
    expect({ ages: volatility !== undefined, touches: touches !== undefined }).toEqual({
      ages: method === 'GET',
      touches: method !== 'GET',
    });
  });
});
