import { expect, test } from 'vitest';
import { createCaller } from '../../testing/caller.js';
import { layoutOf } from './catalogue.js';
import { trackSurvey } from './track-survey.js';

const { emulator, get } = createCaller({ scale: 'large', profile: 'extended' });
const { catalogue } = emulator.world;
const survey = trackSurvey(layoutOf(catalogue));

// The tests follow each other: what one of them looks at, the next finds made.
test('a large world of a million tracks makes only what its people have and hear', () => {
  expect(catalogue.tracks.size).toBeGreaterThan(1_000_000);
  expect(catalogue.tracks.made).toBeLessThan(2_000);
  expect(catalogue.albums.made).toBeLessThan(2_000);
  expect(survey.isMade).toBe(false);
});

test('and keeps what somebody asks for again', async () => {
  const id = catalogue.tracks.at(987_654)?.id;
  const made = catalogue.tracks.made;
  for (let time = 0; time < 3; time += 1) expect((await get(`/tracks/${id}`)).body).toMatchObject({ id });
  // Not the others of its album, either.
  expect(catalogue.tracks.made).toBe(made + 1);
  expect(survey.isMade).toBe(false);
});

test('the newest releases are found without making the others', async () => {
  const before = catalogue.albums.made;
  const { body } = await get<{ albums: { total: number } }>('/browse/new-releases?limit=50');
  expect(body.albums.total).toBe(100);
  expect(catalogue.albums.made - before).toBeLessThanOrEqual(100);
});

test.each([
  ['the first search', () => '/search?q=amber%20ferry&type=track'],
  ['the first look at the albums of an artist', () => `/artists/${catalogue.artists.at(7)?.id}/albums`],
])('%s looks through everything, and lets others have their turn', async (_, path) => {
  const order: string[] = [];
  const looked = get(path()).then(({ status }) => order.push(`looked: ${status}`));
  await get('/me');
  order.push('me');
  await looked;
  expect(order).toEqual(['me', 'looked: 200']);
  expect(survey.isMade).toBe(true);
  expect(catalogue.tracks.made).toBeLessThan(3_000);
});
