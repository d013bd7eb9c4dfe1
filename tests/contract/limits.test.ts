import { createSpotifyClient, InvalidParameterError, listEndpoints, parametersOf } from '@tonearm/spotify-client';
import { createSpotifyEmulator } from '@tonearm/spotify-emulator';
import { expect, test } from 'vitest';
import { exampleParams } from './example-params.ts';
import { readFacts, sendableValues, type ValueFacts } from './facts/operation-facts.ts';

const facts = readFacts();
const rows = listEndpoints();
const { world } = createSpotifyEmulator({ seed: 1 });

/** Limits that Spotify is known to set wider than its description says: the client must not refuse what would work. */
const WIDER_THAN_DESCRIBED: Readonly<Record<string, number>> = {
  'artists.albums limit': 50, // in extended quota mode
  'playlists.tracks limit': 100, // as in the community's corrected description
  'playlists.items limit': 100, // as in the community's corrected description of the older route
  'search.search limit': 50, // in extended quota mode
};

/** Limits that the description says in words only. */
const SAID_IN_WORDS: Readonly<Record<string, readonly [least: number, most: number]>> = {
  'playlists.mine offset': [0, 100_000],
  'player.volume volume_percent': [0, 100],
};

/** The least that a number may be: what counts or measures begins at zero. */
function leastOf(row: string, { name, minimum = 0 }: ValueFacts): number {
  // The description allows a page of none, which Spotify refuses, as the community's corrected description has it.
  if (name === 'limit') return 1;
  // Decibels are below zero as a rule; no recording comes near either limit.
  if (name.endsWith('_loudness')) return -100;
  return SAID_IN_WORDS[`${row} ${name}`]?.[0] ?? minimum;
}

function mostOf(row: string, { name, maximum, maxItems }: ValueFacts): number | undefined {
  if (name.endsWith('_loudness')) return 100;
  return WIDER_THAN_DESCRIBED[`${row} ${name}`] ?? SAID_IN_WORDS[`${row} ${name}`]?.[1] ?? maximum ?? maxItems;
}

/** What the client makes of the example with one other value: whether it is sent, or else which parameter is named. */
async function outcomeOf(row: string, name: string, value: unknown): Promise<string> {
  let isSent = false;
  const fetch = async (): Promise<Response> => {
    isSent = true;
    return Response.json({});
  };
  const spotify = createSpotifyClient({ token: 'any', fetch, appMode: 'extended' });
  const error: unknown = await spotify.call(row, { ...exampleParams(row, world), [name]: value }).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error === undefined && isSent) return 'sent';
  return error instanceof InvalidParameterError && !isSent ? `${error.parameter} is refused` : String(error);
}

/** Every value that a caller may send, with the name of its row. */
const values = rows.flatMap(({ name: row, method, path, body }) =>
  sendableValues(facts.find((one) => one.method === method && one.path === path)).map((value) => ({
    title: `${row} ${value.name}`,
    row,
    value,
    isInBody: body !== undefined && body !== 'jpeg' && body.includes(value.name),
  })),
);

/** Tries values, and compares what the client makes of them with what it should. */
async function expectOutcomes(row: string, name: string, expected: readonly (readonly [unknown, string])[]) {
  const found = [];
  for (const [one] of expected) found.push([one, await outcomeOf(row, name, one)]);
  expect(found).toEqual(expected);
}

const numbers = values.filter(({ value }) => value.type === 'integer' || value.type === 'number');
test.each(numbers)('$title may be what its limits allow, and nothing else', async ({ row, value }) => {
  const { name, type } = value;
  const least = leastOf(row, value);
  const most = mostOf(row, value);
  const refused = `${name} is refused`;
  await expectOutcomes(row, name, [
    [least - 1, refused],
    [least, 'sent'],
    [least + 0.5, type === 'integer' ? refused : 'sent'],
    [most ?? 1_000_000, 'sent'],
    ...(most === undefined ? [] : [[most + 1, refused] as const]),
    [Number.NaN, refused],
    [Number.POSITIVE_INFINITY, refused],
  ]);
});

const lists = values.filter(({ value }) => value.maxItems !== undefined);
test.each(lists)('$title may hold as many as one call carries, and no more', async ({ row, value }) => {
  const { name } = value;
  const most = mostOf(row, value) ?? Number.NaN;
  const given = exampleParams(row, world)[name];
  const [entry] = Array.isArray(given) ? given : [/uris$/.test(name) ? 'spotify:track:1' : { id: 'a1' }];
  const many = (count: number): readonly unknown[] => Array.from({ length: count }, () => entry);
  const refused = `${name} is refused`;
  // An empty list of contents empties a playlist.
  const mayBeEmpty = /^playlists\.update/.test(row) && name === 'uris';
  await expectOutcomes(row, name, [
    [many(0), mayBeEmpty ? 'sent' : refused],
    [many(most), 'sent'],
    [many(most + 1), refused],
  ]);
});

/** What is of no type but its own: of each, the values that no parameter of another type takes. */
const SAMPLES: Readonly<Record<string, readonly unknown[]>> = {
  text: ['abc', '', '5x', ' 5', '0x5', '1e1', 'yes', 'True'],
  number: [5],
  flag: [true],
  nothing: [null],
  list: [['5']],
  object: [{ value: 5 }],
};

/** Of which sample each type is. */
const FITTING: Readonly<Record<string, string>> = {
  integer: 'number',
  number: 'number',
  boolean: 'flag',
  string: 'text',
  array: 'list',
  object: 'object',
};

const typed = values.filter(({ value, isInBody }) => value.type !== 'string' || isInBody);
test.each(typed)('$title is of no other type than its own', async ({ row, value }) => {
  const { name, type } = value;
  const wrong = Object.entries(SAMPLES).flatMap(([kind, samples]) =>
    // A list in a query is a text in the end, and what it must not hold is told apart elsewhere.
    kind === FITTING[type] || (type === 'array' && kind === 'text') ? [] : samples,
  );
  await expectOutcomes(
    row,
    name,
    wrong.map((sample) => [sample, `${name} is refused`]),
  );
});

test.each(typed)('$title may come as text in a query, and in a body may not', async ({ row, value, isInBody }) => {
  const texts: Readonly<Record<string, string>> = { integer: '1', number: '1', boolean: 'true', array: 'album' };
  const text = texts[value.type];
  if (text === undefined) return;
  await expectOutcomes(row, value.name, [[text, isInBody ? `${value.name} is refused` : 'sent']]);
});

const words = values.filter(({ value }) => value.enum !== undefined);
test.each(words)('$title may be no other word than those that are described', async ({ row, value }) => {
  const word = value.type === 'array' ? ['nonsense'] : 'nonsense';
  await expectOutcomes(row, value.name, [[word, `${value.name} is refused`]]);
});

const needed = rows.flatMap((endpoint) =>
  parametersOf(endpoint).required.map((name) => ({ title: `${endpoint.name} ${name}`, row: endpoint.name, name })),
);
test.each(needed)('$title is named when it is missing, and nothing is sent', async ({ row, name }) => {
  await expectOutcomes(row, name, [[undefined, `${name} is refused`]]);
});

test.each(rows.map(({ name }) => name))(
  '%s knows no parameter that was mistyped, when it is called by name',
  async (row) => {
    await expectOutcomes(row, 'markt', [['SE', 'markt is refused']]);
  },
);

test('every limit that differs from the description is one of a value that exists', () => {
  const titles = values.map(({ title }) => title);
  expect(titles).toEqual(expect.arrayContaining([...Object.keys(WIDER_THAN_DESCRIBED), ...Object.keys(SAID_IN_WORDS)]));
});
