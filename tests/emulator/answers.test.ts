import { readFileSync } from 'node:fs';
import { createSpotifyEmulator, type Profile } from '@tonearm/spotify-emulator';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { readFacts } from '../contract/facts/operation-facts.ts';
import { exampleCall } from './example-calls.ts';
import { differences } from './openapi/differences.ts';
import { intendedDifferences } from './openapi/intended-differences.ts';
import { withoutRemovedFields } from './openapi/removed-fields.ts';
import type { Answers, Schema } from './openapi/schema.ts';

const answers: Answers = JSON.parse(readFileSync(new URL('openapi/answers.json', import.meta.url), 'utf8'));
const ajv = new Ajv({ strict: false, allErrors: true });
const open = operationsOf('everyone');
const kept = new Set([...open, ...operationsOf('extended')]);

function operationsOf(wanted: string): ReadonlySet<string> {
  return new Set(
    readFacts()
      .filter(({ access }) => access === wanted)
      .flatMap(({ method, path }) => [`${method} ${path}`, ...splitTop(method, path)]),
  );
}

/** The corrected description has an operation of its own for each kind of favourite. */
function splitTop(method: string, path: string): readonly string[] {
  return path === '/me/top/{type}' ? ['artists', 'tracks'].map((type) => `${method} /me/top/${type}`) : [];
}

async function call(operation: string, profile: Profile, market = '') {
  const emulator = createSpotifyEmulator({ profile });
  const headers = { authorization: `Bearer ${emulator.grant().access_token}` };
  // Only what plays can be paused.
  if (operation.endsWith('/pause')) await emulator.fetch('/v1/me/player/play', { method: 'PUT', headers });
  const { path, body } = exampleCall(operation, emulator);
  const [method = ''] = operation.split(' ');
  const answer = await emulator.fetch(`/v1${path}${market && (path.includes('?') ? '&' : '?')}${market}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return { status: String(answer.status), text: await answer.text() };
}

describe.each([
  ['extended', answers, () => true],
  ['development-legacy', answers, (operation: string) => kept.has(operation)],
  ['development', withoutRemovedFields(answers), (operation: string) => open.has(operation)],
] as const)('in %s mode', (profile, { $defs, operations }, isOpen) => {
  const called = Object.entries(operations).filter(([operation]) => isOpen(operation));
  const seen = new Set<string>();

  const check = async (operation: string, described: Answers['operations'][string], market?: string) => {
    const { status, text } = await call(operation, profile, market);
    expect(Object.keys(described), `${status} ${text}`).toContain(status);
    const schema: Schema | null | undefined = described[status];
    if (!schema) {
      expect(text).toBe('');
      return [];
    }
    // Spotify leaves holes in what it finds: the description does not know that.
    const value = withoutHoles(JSON.parse(text), operation);
    const validate = ajv.compile({ ...schema, $defs });
    validate(value);
    expect(validate.errors ?? []).toEqual([]);
    return differences(value, schema, $defs);
  };

  test.each(called)('%s answers what is described', async (operation, described) => {
    for (const difference of await check(operation, described)) seen.add(difference);
  });

  // The listener's Sweden does not sell everything.
  test.each(called.filter(([operation]) => operation.startsWith('GET ')))(
    '%s answers what is described to who names a market',
    async (operation, described) => {
      await check(operation, described, 'market=SE');
    },
  );

  test('differs from the description as it is meant to, and nowhere else', () => {
    const intended = intendedDifferences[profile].flatMap((entry) => entry.differences);
    expect([...seen].sort()).toEqual(intended.toSorted());
  });
});

test('every operation is called in one mode or the other', () => {
  expect(Object.keys(answers.operations)).toHaveLength(97);
  expect([open.size, kept.size]).toEqual([50, 90]);
});

function withoutHoles(value: { playlists?: { items: readonly unknown[] } }, operation: string): unknown {
  if (operation !== 'GET /search' || !value.playlists) return value;
  return { ...value, playlists: { ...value.playlists, items: value.playlists.items.filter((item) => item !== null) } };
}
