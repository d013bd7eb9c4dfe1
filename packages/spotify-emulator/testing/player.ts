import type { EmulatorOptions } from '../src/index.js';
import { createCaller, first } from './caller.js';

/** What most tests read of a player's state. */
export interface State {
  readonly is_playing: boolean;
  readonly progress_ms: number;
  readonly item: { readonly id: string; readonly uri: string } | null;
  readonly device: { readonly name: string };
  readonly context: { readonly uri: string } | null;
  readonly [name: string]: unknown;
}

/** The listener's player, an album that it does not play yet, and short ways to both. */
export function setUp(options: EmulatorOptions = {}) {
  const caller = createCaller(options);
  const { world, clock } = caller.emulator;
  const user = world.user('listener');
  const device = (name: string) => first(user.devices.filter((each) => each.name === name));
  const album = first(
    world.catalogue.albums
      .list()
      .slice(30)
      .filter(({ tracks }) => tracks.length > 5),
  );
  const track = (position: number) => first(album.tracks.slice(position));
  const state = async (query = '') => (await caller.get<State>(`/me/player${query}`)).body;
  return { ...caller, world, clock, user, device, album, track, state };
}
