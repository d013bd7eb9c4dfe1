import { expect } from 'vitest';
import { first, type ToolCase, urisOf } from '../tool-case.ts';

/** One case for every tool that needs an app in extended quota mode. */
export const browseCases: Readonly<Record<string, ToolCase>> = {
  async browse_catalog({ call, world }) {
    const { items } = await call({ what: 'new_releases', limit: 5 });
    for (const uri of urisOf(items)) expect(world.catalogue.albums.get(uri.split(':')[2] ?? '')).toBeDefined();
    expect(items).toHaveLength(5);
  },
  async get_recommendations({ call, tracks }) {
    expect((await call({ seeds: [tracks[0]?.uri], limit: 4 })).items).toHaveLength(4);
  },
  async get_audio_features({ call, tracks }) {
    const { features } = await call({ items: [tracks[0]?.uri, tracks[1]?.uri] });
    expect(features).toMatchObject([{ uri: tracks[0]?.uri }, { uri: tracks[1]?.uri }]);
  },
  async get_artist_profile({ call, world }) {
    const artist = first(world.catalogue.artists.list());
    const { uri, closed, top_tracks } = await call({ artist: artist.uri });
    expect({ uri, closed }).toEqual({ uri: artist.uri, closed: [] });
    expect(urisOf(top_tracks).length).toBeGreaterThan(0);
  },
  async get_user({ call, world }) {
    const { id, playlists } = await call({ user: 'neighbour' });
    expect(id).toBe('neighbour');
    const theirs = world.users.get('neighbour')?.playlists ?? [];
    const shown = theirs.filter(({ public: isPublic }) => isPublic).map(({ uri }) => uri);
    expect(shown.length).toBeGreaterThan(0);
    expect(urisOf(playlists).toSorted()).toEqual(shown.toSorted());
  },
};
