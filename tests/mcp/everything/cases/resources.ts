import { expect } from 'vitest';
import type { Route } from '../routes.ts';
import { first, urisOf } from '../tool-case.ts';

type Answer = Readonly<Record<string, unknown>>;

/** Looks at what a resource says, against the emulator. */
type Looks = (answer: Answer, route: Route) => void;

/** One case for every resource of a fixed address. */
export const resourceCases: Readonly<Record<string, Looks>> = {
  'spotify://playback': ({ device }, { listener }) =>
    expect(device).toBe(listener.devices.find(({ is_active }) => is_active)?.name),
  'spotify://queue': ({ items }, { listener }) => {
    for (const uri of listener.player.queue) expect(urisOf(items)).toContain(uri);
  },
  'spotify://devices': ({ devices }, { listener }) => expect(devices).toHaveLength(listener.devices.length),
  'spotify://profile': ({ id }, { listener }) => expect(id).toBe(listener.id),
  'spotify://playlists': ({ playlists, total }, { listener }) => {
    expect(total).toBe(listener.playlists.length);
    expect(urisOf(playlists)).toEqual(urisOf(listener.playlists).slice(0, 50));
  },
  'spotify://library': ({ items, next, total }, { listener }) => {
    for (const uri of urisOf(items)) expect(listener.library.has(uri)).toBe(true);
    expect(next).toBe(Number(total) > 50 ? 'spotify://library?offset=50' : undefined);
  },
  'spotify://recent': ({ items }) => expect(urisOf(items).length).toBeGreaterThan(0),
};

/** One case for a family of resources. */
export interface TemplateCase {
  uriFor(route: Route): string;
  readonly looks: Looks;
  /** What somebody has typed of the variable when the one of `uriFor` should be suggested; absent: nothing is ever. */
  begun?(route: Route): string;
}

interface Named {
  readonly name: string;
  readonly uri: string;
  readonly id: string;
}

const ofCountry = <Thing extends Named & { readonly markets: readonly string[] }>(
  list: readonly Thing[],
  { listener }: Route,
): Thing => first(list, ({ markets }) => markets.includes(listener.country));

const address = (noun: string, value: string): string => `spotify://${noun}/${encodeURIComponent(value)}`;
const album = (route: Route) => ofCountry(route.emulator.world.catalogue.albums.list(), route);
const track = (route: Route) => ofCountry(route.emulator.world.catalogue.tracks.list(), route);
const artist = ({ emulator }: Route): Named => first(emulator.world.catalogue.artists.list());
const show = (route: Route) => ofCountry(route.emulator.world.catalogue.shows.list(), route);
const episode = (route: Route) => ofCountry(route.emulator.world.catalogue.episodes.list(), route);
const audiobook = (route: Route) => ofCountry(route.emulator.world.catalogue.audiobooks.list(), route);
const chapter = ({ emulator }: Route): Named => first(emulator.world.catalogue.chapters.list());
const by = (makers: readonly { readonly name: string }[]): string => makers.map(({ name }) => name).join(', ');
const desk = ({ listener }: Route): Named => first(listener.playlists, ({ name }) => name === 'Desk Hours');
const itself =
  (thing: (route: Route) => Named): Looks =>
  (answer, route) =>
    expect(answer.uri).toBe(thing(route).uri);
const only =
  (thing: (route: Route) => Named): Looks =>
  ({ items }, route) =>
    expect(urisOf(items)).toEqual([thing(route).uri]);

/** One case for every family of resources, by its template. */
export const templateCases: Readonly<Record<string, TemplateCase>> = {
  'spotify://track/{track}': {
    uriFor: (route) => address('track', `${track(route).name} by ${by(track(route).artists)}`),
    looks: only(track),
    begun: (route) => track(route).name,
  },
  'spotify://album/{album}{?offset,limit}': {
    uriFor: (route) => address('album', `${album(route).name} by ${by(album(route).artists)}`),
    looks: itself(album),
    begun: (route) => album(route).name,
  },
  'spotify://artist/{artist}{?offset,limit}': {
    uriFor: (route) => address('artist', artist(route).name),
    looks: itself(artist),
    begun: (route) => artist(route).name.slice(0, -1),
  },
  'spotify://playlist/{playlist}{?offset,limit}': {
    uriFor: (route) => address('playlist', desk(route).name),
    looks: (answer, route) => {
      itself(desk)(answer, route);
      expect(answer.contents).toBe('shown');
    },
    begun: () => 'desk',
  },
  'spotify://show/{show}{?offset,limit}': {
    uriFor: (route) => address('show', show(route).name),
    looks: itself(show),
    begun: (route) => show(route).name,
  },
  'spotify://episode/{episode}': {
    uriFor: (route) => address('episode', episode(route).name),
    looks: only(episode),
    begun: (route) => episode(route).name,
  },
  'spotify://audiobook/{audiobook}{?offset,limit}': {
    uriFor: (route) => address('audiobook', `${audiobook(route).name} by ${audiobook(route).authors.join(', ')}`),
    looks: itself(audiobook),
    begun: (route) => audiobook(route).name,
  },
  'spotify://chapter/{chapter}': {
    uriFor: (route) => address('chapter', chapter(route).id),
    looks: only(chapter),
  },
  'spotify://library/{shelf}{?offset,limit}': {
    uriFor: () => address('library', 'albums'),
    looks: ({ items }, { listener }) => {
      for (const uri of urisOf(items)) expect(listener.library.has(uri)).toBe(true);
      expect(urisOf(items)[0]).toMatch(/^spotify:album:/);
    },
    begun: () => 'alb',
  },
  'spotify://top/{kind}{?offset,limit}': {
    uriFor: () => address('top', 'artists'),
    looks: ({ items }, { listener }) => expect(listener.top.artists).toContain(urisOf(items)[0]),
    begun: () => 'art',
  },
};
