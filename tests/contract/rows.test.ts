import { listEndpoints } from '@tonearm/spotify-client';
import { describe, expect, test } from 'vitest';
import { type OperationFacts, readFacts, type ValueFacts } from './facts/operation-facts.ts';

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

/** What a caller may send: a value that could travel in the query and in the body travels in the body. */
function sendable(described: OperationFacts | undefined): readonly ValueFacts[] {
  const inBody = described?.body?.properties ?? [];
  const elsewhere = described?.parameters.filter(({ name }) => !inBody.some((value) => value.name === name)) ?? [];
  return [...elsewhere, ...inBody];
}

/** Limits that Spotify is known to set wider than its description says: the client must not refuse what would work. */
const WIDER_THAN_DESCRIBED: Readonly<Record<string, number>> = {
  'artists.albums limit': 50, // in extended quota mode
  'playlists.tracks limit': 100, // as in the community's corrected description
  'playlists.items limit': 100, // as in the community's corrected description of the older route
  'search.search limit': 50, // in extended quota mode
};

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

  test('refuses what the description refuses, and nothing that it allows', () => {
    const { limits } = row(name);
    const described = factsOf(name);
    for (const value of sendable(described)) {
      const most = WIDER_THAN_DESCRIBED[`${name} ${value.name}`] ?? value.maximum ?? value.maxItems;
      if (most !== undefined) expect(limits?.[value.name]?.[1], value.name).toBe(most);
    }
  });

  test('knows the words that the description knows', () => {
    const { choices } = row(name);
    for (const value of sendable(factsOf(name))) {
      if (value.enum) expect(choices?.[value.name]?.toSorted(), value.name).toEqual([...value.enum].sort());
    }
  });

  test('is personal when it needs a scope or belongs to the user', () => {
    const { path, audience } = row(name);
    if (path.startsWith('/me')) expect(audience).toBe('user');
  });

  test('says how its answer ages when it reads, and what it makes stale when it writes', () => {
    const { method, volatility, touches } = row(name);
    expect({ ages: volatility !== undefined, touches: touches !== undefined }).toEqual({
      ages: method === 'GET',
      touches: method !== 'GET',
    });
  });
});
