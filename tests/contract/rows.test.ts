import { listEndpoints, parametersOf } from '@tonearm/spotify-client';
import { describe, expect, test } from 'vitest';
import { readFacts, sendableValues, type ValueFacts } from './facts/operation-facts.ts';

const facts = readFacts();
const rows = listEndpoints();
const rowNames = rows.map(({ name }) => name);

/** What the description calls a text, and is a list that is joined by commas. */
const LISTS = /^(ids|uris|additional_types|include_groups|seed_\w+)$/;

/** What rows take that the description does not name: the body of an upload has no names. */
const UNDESCRIBED: Readonly<Record<string, object>> = { 'playlists.uploadCover': { image: 'string' } };

/** What cannot be left out, where the description says something else. */
const OTHERWISE_REQUIRED: Readonly<Record<string, readonly string[]>> = {
  // Nothing would be added.
  'playlists.addItems': ['playlist_id', 'uris'],
  'playlists.addTracks': ['playlist_id', 'uris'],
  // The body of an upload has no names.
  'playlists.uploadCover': ['image', 'playlist_id'],
  // Each seed may be absent: the community's corrected description needs only one of them.
  'recommendations.get': [],
};

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

  test('says of every parameter but those in the path what type it is of, as the description does, and knows no other', () => {
    const { types = {}, path } = row(name);
    const described = sendableValues(factsOf(name)).filter((value) => !path.includes(`{${value.name}}`));
    // A list that travels in a query is a text to the description.
    const typeOf = (value: ValueFacts) => (value.type === 'string' && LISTS.test(value.name) ? 'array' : value.type);
    expect(types).toEqual({
      ...Object.fromEntries(described.map((value) => [value.name, typeOf(value)])),
      ...UNDESCRIBED[name],
    });
  });

  test('names what Spotify cannot do without, as the description does', () => {
    const { required } = parametersOf(row(name));
    const { parameters = [], body } = factsOf(name) ?? {};
    // What may travel in the query or in the body is required of one of them.
    const values = [...parameters, ...(body?.properties ?? [])].filter((value) => value.required);
    const described = [...new Set(values.map((value) => value.name))].sort();
    const differing = OTHERWISE_REQUIRED[name];
    expect(required.toSorted()).toEqual(differing ?? described);
    if (differing !== undefined) expect(described).not.toEqual(differing);
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
