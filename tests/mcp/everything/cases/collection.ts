import { expect } from 'vitest';
import { first, type ToolCase, urisOf } from '../tool-case.ts';

/** One case for every tool of the library, of what was listened to, and of the account. */
export const collectionCases: Readonly<Record<string, ToolCase>> = {
  async list_library({ call, listener }) {
    const { items, total } = await call({ kind: 'tracks', limit: 10 });
    expect(total).toBe([...listener.library].filter((uri) => uri.startsWith('spotify:track:')).length);
    for (const uri of urisOf(items)) expect(listener.library.has(uri)).toBe(true);
  },
  async check_library({ call, listener, tracks }) {
    const other = first(tracks, ({ uri }) => !listener.library.has(uri)).uri;
    const [saved = ''] = listener.library;
    expect((await call({ items: [other, saved] })).items).toEqual([
      { uri: other, saved: false },
      { uri: saved, saved: true },
    ]);
  },
  async save_to_library({ call, listener, tracks, world }) {
    const uris = [
      first(tracks, ({ uri }) => !listener.library.has(uri)).uri,
      first(world.catalogue.artists.list(), ({ uri }) => !listener.library.has(uri)).uri,
    ];
    const { outcome, verified } = await call({ items: uris });
    expect({ outcome, verified }).toEqual({ outcome: 'done', verified: true });
    expect(uris.every((uri) => listener.library.has(uri))).toBe(true);
  },
  async remove_from_library({ confirmed, listener }) {
    const [uri = ''] = [...listener.library].filter((each) => each.startsWith('spotify:track:'));
    await confirmed({ items: [uri] });
    expect(listener.library.has(uri)).toBe(false);
  },
  async list_top_items({ call, listener }) {
    const { items } = await call({ kind: 'artists', time_range: 'long_term', limit: 4 });
    expect(urisOf(items)).toEqual(listener.top.artists.slice(0, 4));
  },
  async list_recently_played({ call, world }) {
    const uris = urisOf((await call({ limit: 5 })).items);
    expect(uris).toHaveLength(5);
    for (const uri of uris) expect(world.catalogue.tracks.get(uri.split(':')[2] ?? '')).toBeDefined();
  },
  async get_profile({ call, listener }) {
    const { id, name } = await call();
    expect({ id, name }).toEqual({ id: listener.id, name: listener.display_name });
  },
  async undo_write({ call, also, listener }) {
    await also('create_playlist', { name: 'Not for long' });
    const isThere = (): boolean => listener.playlists.some(({ name }) => name === 'Not for long');
    expect(isThere()).toBe(true);
    await call();
    expect(isThere()).toBe(false);
  },
  async summarize_library({ call, listener }) {
    const { shelves } = await call();
    const playlists = (shelves as readonly { kind: string; total: number }[]).find(({ kind }) => kind === 'playlists');
    expect(playlists?.total).toBe(listener.playlists.length);
  },
  async get_listening_summary({ call, listener }) {
    const { tracks } = await call({ time_range: 'long_term' });
    expect(urisOf(tracks).slice(0, 3)).toEqual(listener.top.tracks.slice(0, 3));
  },
  async list_new_episodes({ call, world }) {
    const { episodes, shows } = await call({ days: 365 });
    expect(Number(shows)).toBeGreaterThan(0);
    for (const uri of urisOf(episodes)) expect(world.catalogue.episodes.get(uri.split(':')[2] ?? '')).toBeDefined();
  },
};
