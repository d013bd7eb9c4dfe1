import type { Clock } from '../clock.js';
import type { Faults } from '../faults/faults.js';
import { isFaultPreset } from '../faults/presets.js';
import type { Limits } from '../limits/limits.js';
import type { App } from '../oauth/app.js';
import type { InitialFaults } from '../options.js';
import { createDevice } from '../player/device.js';
import { parseLocalFile } from '../world/local-file.js';
import { Playlist } from '../world/playlist.js';
import { parseUri } from '../world/uri.js';
import type { User } from '../world/user.js';
import type { World } from '../world/world.js';
import { checkScenario } from './check.js';
import type { Scenario, ScenarioPlaylist, ScenarioUser, ThingReference } from './scenario.js';

/** What a scenario changes. */
export interface Scene {
  readonly world: World;
  readonly clock: Clock;
  readonly faults: Faults;
  readonly limits: Limits;
  readonly app: App;
}

/** Puts a scenario on top of what is there. Nothing is changed when something in it makes no sense: that is a `RangeError`. */
export function applyScenario(scene: Scene, scenario: Scenario): void {
  const { users = {}, playlists = [], faults, limits, app, clock } = checkScenario(scenario);
  const [before, faultsBefore] = [scene.world.capture(), scene.faults.capture()];
  try {
    for (const [id, user] of Object.entries(users)) changeUser(scene.world, id, user);
    for (const playlist of playlists) changePlaylist(scene.world, playlist, scene.clock.now());
    for (const id of app?.allowList ?? []) personOf(scene.world, id);
    if (faults !== undefined) addFaults(scene.faults, faults);
    if (limits !== undefined) scene.limits.set(limits);
  } catch (error) {
    scene.world.restore(before);
    scene.faults.restore(faultsBefore);
    throw error;
  }
  if (app) Object.assign(scene.app, app);
  if (clock?.at !== undefined) scene.clock.set(Date.parse(clock.at));
  if (clock?.rate !== undefined) scene.clock.rate(clock.rate);
  if (clock?.frozen) scene.clock.freeze();
}

/** Adds a preset by its name, or rules. */
export function addFaults(faults: Faults, added: InitialFaults): void {
  if (typeof added !== 'string') for (const rule of added) faults.add(rule);
  else if (isFaultPreset(added)) faults.preset(added);
  else throw new RangeError(`There is no preset '${added}'.`);
}

function changeUser(world: World, id: string, facts: ScenarioUser): void {
  const { display_name = id, country = 'SE', product = 'premium', library, devices } = facts;
  const user = world.users.get(id) ?? world.addUser({ id, display_name, country, product });
  user.display_name = facts.display_name ?? user.display_name;
  user.country = facts.country ?? user.country;
  user.product = facts.product ?? user.product;
  Object.assign(user.explicit_content, facts.explicit_content);
  if (library) {
    user.library.clear();
    for (const reference of library) user.library.add(resolve(world, reference));
  }
  if (!devices) return;
  const twice = devices.find((name, place) => devices.indexOf(name) !== place);
  if (twice !== undefined)
    throw new RangeError(`There are two devices '${twice}' of '${id}': their ids come from their names.`);
  const made = devices.map((name, place) => createDevice(id, { name, type: 'Computer', is_active: place === 0 }));
  user.devices.splice(0, user.devices.length, ...made);
}

function changePlaylist(world: World, facts: ScenarioPlaylist, now: number): void {
  const owner = personOf(world, facts.owner);
  const { name, description, collaborative, items = [], followers = [] } = facts;
  const added_at = new Date(now).toISOString().replace(/\.\d+Z$/, 'Z');
  const places = items.map((reference) => ({ uri: resolve(world, reference), added_at, added_by: owner.id }));
  const existing = owner.playlists.find((each) => each.owner === owner.id && each.name === name);
  const playlist = existing ?? new Playlist({ id: world.newId(), name, owner: owner.id });
  Object.assign(playlist, {
    ...(description === undefined ? {} : { description }),
    ...(collaborative === undefined ? {} : { collaborative }),
    ...(facts.public === undefined ? {} : { public: facts.public }),
    ...(facts.items === undefined ? {} : { items: places }),
  });
  if (existing) playlist.changed(now);
  world.playlists.set(playlist.id, playlist);
  for (const member of [owner, ...followers.map((id) => personOf(world, id))]) {
    if (!member.playlists.includes(playlist)) member.playlists.unshift(playlist);
  }
}

function personOf(world: World, id: string): User {
  const user = world.users.get(id);
  if (!user) throw new RangeError(`There is no user '${id}'. There are: ${[...world.users.keys()].join(', ')}.`);
  return user;
}

const places = {
  album: 'albums',
  artist: 'artists',
  audiobook: 'audiobooks',
  episode: 'episodes',
  show: 'shows',
  track: 'tracks',
} as const;

/** The URI that is meant. One that leads nowhere is meant too: such things are in real playlists. */
function resolve({ catalogue }: World, reference: ThingReference): string {
  const [, kind, place] = /^(album|artist|audiobook|episode|show|track) (\d+)$/.exec(reference) ?? [];
  if (kind !== undefined) {
    const collection = catalogue[places[kind as keyof typeof places]];
    const thing = collection.at(Number(place));
    if (!thing) throw new RangeError(`There is no '${reference}': the last one is ${kind} ${collection.size - 1}.`);
    return thing.uri;
  }
  if (!parseUri(reference) && !parseLocalFile(reference)) {
    throw new RangeError(`'${reference}' is neither a Spotify URI nor something like 'track 12'.`);
  }
  return reference;
}
