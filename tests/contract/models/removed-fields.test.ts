import { createSpotifyClient, listEndpoints } from '@tonearm/spotify-client';
import { createSpotifyEmulator, type EmulatorOptions } from '@tonearm/spotify-emulator';
import { expect, test } from 'vitest';
import { exampleParams } from '../example-params.ts';
import { readFacts } from '../facts/operation-facts.ts';
import { readModels } from './read-models.ts';

const models = readModels();

/** What Spotify's announcement of February 2026 took from apps in Development Mode, as the models have it. */
const REMOVED: Readonly<Record<string, readonly string[]>> = {
  SimplifiedTrack: ['available_markets', 'linked_from'],
  Track: ['available_markets', 'linked_from', 'popularity'],
  SimplifiedAlbum: ['available_markets'],
  DiscographyAlbum: ['album_group', 'available_markets'],
  Album: ['available_markets', 'label', 'popularity'],
  Artist: ['followers', 'popularity'],
  SimplifiedShow: ['available_markets', 'publisher'],
  Show: ['available_markets', 'publisher'],
  SimplifiedAudiobook: ['available_markets', 'publisher'],
  Audiobook: ['available_markets', 'publisher'],
  SimplifiedChapter: ['available_markets'],
  Chapter: ['available_markets'],
  PublicUser: ['followers'],
  PrivateUser: ['country', 'email', 'explicit_content', 'followers', 'product'],
};

test('what Development Mode no longer has is optional in the models, and documented so, and nothing else is', () => {
  const documented = models.names.flatMap((model) => {
    const fields = Object.entries(models.fieldsOf(model))
      .filter(([, { documentation }]) => documentation.includes('Gone from Development Mode'))
      .map(([name, { optional }]) => (optional ? name : `${name} is always there`));
    return fields.length === 0 ? [] : [[model, fields.toSorted()] as const];
  });
  expect(Object.fromEntries(documented)).toEqual(REMOVED);
});

test('the emulator leaves out for Development Mode what was taken from it, and nothing else', async () => {
  const development = await fieldsSent('development');
  const extended = await fieldsSent('extended');
  const missing = [...extended].filter((field) => !development.has(field));
  const removed = Object.entries(REMOVED).flatMap(([model, fields]) =>
    fields.map(
      (field) =>
        `${TYPES[model] ?? model.replace(/^(Simplified|Discography|Public|Private)/, '').toLowerCase()}.${field}`,
    ),
  );
  // Its name in Development Mode is `items`.
  expect(missing.sort()).toEqual([...new Set([...removed, 'playlist.tracks'])].sort());
});

/** What the answers call themselves where that is not the name of the model. */
const TYPES: Readonly<Record<string, string>> = { Chapter: 'episode', SimplifiedChapter: 'episode' };

/** Every field of every object with a type that the emulator sends to the examples of what everybody may read: `album.label`. */
async function fieldsSent(profile: NonNullable<EmulatorOptions['profile']>): Promise<ReadonlySet<string>> {
  const emulator = createSpotifyEmulator({ seed: 1, profile });
  const { access_token } = emulator.grant({ scopes: [...new Set(readFacts().flatMap(({ scopes }) => scopes))] });
  const fields = new Set<string>();
  const collect = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const { type } = value as { readonly type?: unknown };
    for (const [name, part] of Object.entries(value)) {
      if (typeof type === 'string') fields.add(`${type}.${name}`);
      collect(part);
    }
  };
  const spotify = createSpotifyClient({
    token: access_token,
    fetch: async (input, init) => {
      const response = await emulator.fetch(input, init);
      collect(
        await response
          .clone()
          .json()
          .catch(() => undefined),
      );
      return response;
    },
  });
  for (const { name, method, access } of listEndpoints()) {
    if (method === 'GET' && access === 'everyone') await spotify.call(name, exampleParams(name, emulator.world));
  }
  return fields;
}
