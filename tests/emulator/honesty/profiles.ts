import type { Profile } from '@tonearm/spotify-emulator';
import { expect } from 'vitest';
import type { Proofs } from './requirements.ts';
import { first, stage } from './stage.ts';

/** Asks the same in each mode. */
async function inEach<T>(look: (set: ReturnType<typeof stage>) => Promise<T>): Promise<Record<Profile, T>> {
  const [development, legacy, extended] = await Promise.all(
    (['development', 'development-legacy', 'extended'] as const).map((profile) => look(stage({ profile }))),
  );
  return { development, 'development-legacy': legacy, extended } as Record<Profile, T>;
}

export const profilesProofs: Proofs<'profiles'> = {
  'each opens its operations and forbids the others': async () => {
    const statuses = await inEach(async ({ ask }) => [
      (await ask('GET', '/me')).status,
      (await ask('GET', '/markets')).status,
      (await ask('GET', '/recommendations/available-genre-seeds')).status,
    ]);
    expect(statuses).toEqual({
      development: [200, 403, 403],
      'development-legacy': [200, 200, 403],
      extended: [200, 200, 200],
    });
  },
  'each has its largest page': async () => {
    const answers = await inEach(async ({ ask }) => {
      const limits = [10, 11, 50, 51].map((limit) => ask('GET', `/search?q=a&type=track&limit=${limit}`));
      return (await Promise.all(limits)).map(({ status }) => status);
    });
    const old = [200, 200, 200, 400];
    expect(answers).toEqual({ development: [200, 400, 400, 400], 'development-legacy': old, extended: old });
  },
  'each has its fields': async () => {
    const removed = {
      track: ['available_markets', 'popularity'],
      artist: ['followers', 'popularity'],
      album: ['available_markets', 'label', 'popularity'],
      show: ['available_markets', 'publisher'],
      audiobook: ['available_markets', 'publisher'],
      me: ['country', 'email', 'explicit_content', 'followers', 'product'],
    };
    const found = await inEach(async ({ ask, world: { catalogue } }) => {
      const book = first(catalogue.audiobooks.list().filter(({ markets }) => markets.includes('SE')));
      const paths: Record<keyof typeof removed, string> = {
        track: `/tracks/${first(catalogue.tracks.list()).id}`,
        artist: `/artists/${first(catalogue.artists.list()).id}`,
        album: `/albums/${first(catalogue.albums.list()).id}`,
        show: `/shows/${first(catalogue.shows.list()).id}`,
        audiobook: `/audiobooks/${book.id}`,
        me: '/me',
      };
      const kinds = Object.keys(removed) as (keyof typeof removed)[];
      const answers = await Promise.all(kinds.map(async (kind) => [kind, await ask('GET', paths[kind])] as const));
      return Object.fromEntries(
        answers.map(([kind, { body }]) => [kind, removed[kind].filter((name) => Object.hasOwn(body, name))]),
      );
    });
    const none = Object.fromEntries(Object.keys(removed).map((kind) => [kind, []]));
    expect(found).toEqual({ development: none, 'development-legacy': removed, extended: removed });
  },
  'each has its shape of a playlist': async () => {
    const shapes = await inEach(async ({ ask, listener }) => {
      const { body } = await ask('GET', `/playlists/${first(listener.playlists).id}`);
      const list = ['items', 'tracks'].filter((name) => Object.hasOwn(body, name));
      const { items } = body[list[0] ?? ''] as { items: readonly Record<string, object>[] };
      const place = ['item', 'track'].filter((name) => typeof items[0]?.[name] === 'object');
      return [...list, ...place];
    });
    const old = ['tracks', 'track'];
    expect(shapes).toEqual({ development: ['items', 'item'], 'development-legacy': old, extended: old });
  },
  'each shows the contents of the playlists that it shows': async () => {
    const seen = await inEach(async ({ ask, listener, world }) => {
      const foreign = first(listener.playlists.filter(({ owner }) => owner === 'neighbour'));
      const house = first([...world.playlists.values()].filter(({ editorial }) => editorial));
      return [
        (await ask('GET', `/playlists/${foreign.id}/items`)).status,
        (await ask('GET', `/playlists/${house.id}`)).status,
      ];
    });
    expect(seen).toEqual({ development: [403, 404], 'development-legacy': [200, 404], extended: [200, 200] });
  },
};
