import { expect } from 'vitest';
import { first, type Stage } from '../stage.js';

/** Does with our tools what one tool of the original did, and looks at what the emulator holds then, or at the answer. */
export type Job = (on: Stage) => Promise<void>;

/** Jobs by the name of the original's tool. */
export type Jobs = Readonly<Record<string, Job>>;

interface Thing {
  readonly id: string;
  readonly uri: string;
  readonly name: string;
  readonly markets?: readonly string[];
}

/** What a catalogue has of one kind. */
export type Collection = 'tracks' | 'albums' | 'artists' | 'shows' | 'episodes' | 'audiobooks' | 'chapters';

/** The first of a kind that the listener can have, so many of them. */
export function some({ emulator, listener }: Stage, collection: Collection, count = 1): readonly Thing[] {
  const all: readonly Thing[] = emulator.world.catalogue[collection].list();
  const found = all.filter(({ markets }) => markets?.includes(listener.country) !== false).slice(0, count);
  expect(found).toHaveLength(count);
  return found;
}

/** The URIs in a list of an answer. */
export function urisOf(items: unknown): readonly string[] {
  return (Array.isArray(items) ? items : []).map((item) => String(Object(item).uri));
}

/** The URIs of things. */
export const addresses = (things: readonly Thing[]): readonly string[] => things.map(({ uri }) => uri);

/** Their bare ids, which is what the original took. */
export const ids = (things: readonly Thing[]): readonly string[] => things.map(({ id }) => id);

/** The listener's playlist of that name. */
export function own({ listener }: Stage, wanted: string) {
  return first(listener.playlists, ({ name, owner }) => name === wanted && owner === listener.id);
}

/** A playlist that a neighbour has and the listener does not follow yet. */
export function foreign({ emulator, listener }: Stage) {
  return first(
    [...emulator.world.playlists.values()],
    (each) => each.owner !== listener.id && each.public === true && !listener.playlists.includes(each),
  );
}

/** Looks up several things by their ids, and gets them in order. */
export const looksUp =
  (collection: Collection, count: number): Job =>
  async (on) => {
    const things = some(on, collection, count);
    const kind = collection.slice(0, -1);
    const { output } = await on.call('get_items', { items: ids(things), kind, market: on.listener.country });
    expect(output.items).toMatchObject(things.map(({ name }) => ({ name })));
  };
