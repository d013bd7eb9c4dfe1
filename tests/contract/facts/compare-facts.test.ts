import { expect, test } from 'vitest';
import { compareFacts } from './compare-facts.ts';
import { type OperationFacts, readFacts } from './operation-facts.ts';

const facts = readFacts();

/** The committed facts with one operation replaced; undefined removes it. */
function change(operation: string, replace: (facts: OperationFacts) => OperationFacts | undefined): OperationFacts[] {
  return facts.flatMap((row) => (row.operation === operation ? (replace(row) ?? []) : row));
}

test('says nothing about the same facts', () => {
  expect(compareFacts(facts, structuredClone(facts))).toEqual([]);
});

test('reports an operation that came and one that went', () => {
  const without = change('search', () => undefined);
  expect(compareFacts(facts, without)).toEqual(['removed: search (GET /search)']);
  expect(compareFacts(without, facts)).toEqual(['added: search (GET /search)']);
});

test.each<[string, string, (row: OperationFacts) => OperationFacts, string]>([
  ['a deprecation', 'get-queue', (row) => ({ ...row, access: 'extended' }), 'access changed from everyone to extended'],
  ['a scope', 'get-queue', (row) => ({ ...row, scopes: ['streaming'] }), 'scopes changed from'],
  ['a moved route', 'get-queue', (row) => ({ ...row, path: '/me/queue' }), 'route changed from GET /me/player/queue'],
  ['a new parameter', 'get-queue', (row) => addParameter(row), 'parameter query:limit added'],
  ['a lost parameter', 'get-an-album', (row) => ({ ...row, parameters: [] }), 'parameter path:id removed'],
  ['a limit', 'search', (row) => limitTo(row, 50), 'parameter query:limit maximum changed from 10 to 50'],
  ['a lost body', 'create-playlist', ({ body: _, ...row }) => row, 'body changed from application/json to nothing'],
])('reports %s', (_, operation, replace, line) => {
  expect(compareFacts(facts, change(operation, replace))).toContainEqual(expect.stringContaining(line));
});

function addParameter(row: OperationFacts): OperationFacts {
  return { ...row, parameters: [{ place: 'query', name: 'limit', type: 'integer', required: false }] };
}

function limitTo(row: OperationFacts, maximum: number): OperationFacts {
  return {
    ...row,
    parameters: row.parameters.map((value) => (value.name === 'limit' ? { ...value, maximum } : value)),
  };
}
