import { expect, test } from 'vitest';
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
