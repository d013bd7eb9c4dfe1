import { expect, test } from 'vitest';
import { createSpotifyEmulator } from '../emulator.js';
import { createMusic } from './music.js';
import { createBooks, createPodcasts } from './speech.js';
import { titleOf } from './titles.js';
import { trackSurvey } from './track-survey.js';

test('is large enough to page through', () => {
  const { catalogue } = createSpotifyEmulator().world;
  expect(catalogue.artists.size).toBeGreaterThanOrEqual(200);
  expect(catalogue.albums.size).toBeGreaterThanOrEqual(600);
  expect(catalogue.tracks.size).toBeGreaterThanOrEqual(6000);
  expect(catalogue.shows.size).toBeGreaterThanOrEqual(40);
  expect(catalogue.audiobooks.size).toBeGreaterThanOrEqual(20);
});

test('is the same for the same seed and another for another', () => {
  const names = (seed: number): readonly string[] =>
    createMusic(seed)
      .tracks.list()
      .map((track) => `${track.id} ${track.name} ${track.isrc}`);
  expect(names(7)).toEqual(names(7));
  expect(names(7)).not.toEqual(names(8));
  const spoken = (seed: number): readonly string[] =>
    [...createPodcasts(seed).episodes, ...createBooks(seed).chapters].map(
      (part) => `${part.id} ${part.name} ${part.release_date}`,
    );
  expect(spoken(7)).toEqual(spoken(7));
});

test('finds the listener at the same place, however long the making of the world takes', () => {
  let time = 0;
  const { world } = createSpotifyEmulator({ now: () => (time += 250) });
  expect(world.user('listener').player.position_ms).toBe(42_000);
});

test('gives everything a base62 id of its own', () => {
  const { artists, albums, tracks, shows, episodes, audiobooks, chapters } = createSpotifyEmulator().world.catalogue;
  const ids = [artists, albums, tracks, shows, episodes, audiobooks, chapters].flatMap((each) =>
    each.list().map(({ id }) => id),
  );
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.filter((id) => !/^[0-7][0-9A-Za-z]{21}$/.test(id))).toEqual([]);
});

test('names no two artists alike and some in other scripts', () => {
  const names = createMusic(1)
    .artists.list()
    .map((artist) => artist.name);
  expect(new Set(names).size).toBe(names.length);
  expect(
    names.filter((name) => /\p{sc=Han}|\p{sc=Cyrillic}|\p{sc=Hangul}|\p{sc=Arabic}/u.test(name)).length,
  ).toBeGreaterThan(10);
});

test('makes the tracks of an album once', () => {
  const album = createMusic(1).albums.at(0);
  expect(album?.tracks).toBe(album?.tracks);
});

test('tells in columns what its tracks tell', () => {
  const { layout, tracks } = createMusic(1);
  const { popularity, titles, guests } = trackSurvey(layout).value;
  expect(tracks.list().map((track) => track.popularity)).toEqual([...popularity]);
  expect(tracks.list().map(({ name }) => name)).toEqual([...titles].map(titleOf));
  expect(tracks.list().map(({ artists }) => artists.length > 1)).toEqual([...guests].map((guest) => guest >= 0));
});

test('releases a recording again under another id and the same ISRC', () => {
  const { albums, tracks } = createMusic(1);
  const collected = albums
    .list()
    .filter((album) => album.album_type === 'compilation')
    .flatMap((album) => album.tracks);
  expect(collected.length).toBeGreaterThan(0);
  for (const track of collected) {
    const recordings = tracks.list().filter(({ isrc }) => isrc === track.isrc);
    expect(new Set(recordings.map(({ id }) => id)).size).toBeGreaterThanOrEqual(2);
  }
});

test('gives invented ISRCs of a country that does not exist', () => {
  expect(
    createMusic(1)
      .tracks.list()
      .filter(({ isrc }) => !/^ZZ[A-Z0-9]{3}\d{7}$/.test(isrc)),
  ).toEqual([]);
});
