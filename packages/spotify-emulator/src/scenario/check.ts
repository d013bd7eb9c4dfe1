import type { Scenario } from './scenario.js';

type Check = (value: unknown) => boolean;
type Shape = Readonly<Record<string, Check>>;

const text: Check = (value) => typeof value === 'string' && value !== '';
const anyText: Check = (value) => typeof value === 'string';
const flag: Check = (value) => typeof value === 'boolean';
const texts: Check = (value) => Array.isArray(value) && value.every(text);

const scenarioShape: Shape = {
  users: isObject,
  playlists: Array.isArray,
  faults: (value) => text(value) || Array.isArray(value),
  limits: isObject,
  app: isObject,
  clock: isObject,
};
const userShape: Shape = {
  display_name: text,
  country: (value) => typeof value === 'string' && /^[A-Z]{2}$/.test(value),
  product: (value) => value === 'premium' || value === 'free',
  explicit_content: isObject,
  library: texts,
  devices: texts,
};
const filterShape: Shape = { filter_enabled: flag, filter_locked: flag };
const playlistShape: Shape = {
  name: text,
  owner: text,
  description: anyText,
  public: flag,
  collaborative: flag,
  items: texts,
  followers: texts,
};
const clockShape: Shape = {
  at: (value) => typeof value === 'string' && !Number.isNaN(Date.parse(value)),
  frozen: flag,
  rate: (value) => typeof value === 'number' && value >= 0,
};
const appShape: Shape = { ownerHasPremium: flag, allowList: (value) => value === null || texts(value) };

/** Checks that something is a scenario; throws a `RangeError` that names the place of what makes no sense. */
export function checkScenario(value: unknown): Scenario {
  checkShape('the scenario', value, scenarioShape);
  const { users = {}, playlists = [], clock = {}, app = {} } = value as Scenario;
  for (const [id, user] of Object.entries(users)) {
    checkShape(`users.${id}`, user, userShape);
    checkShape(`explicit_content of users.${id}`, user.explicit_content ?? {}, filterShape);
  }
  for (const [place, playlist] of playlists.entries()) {
    checkShape(`playlists[${place}]`, playlist, playlistShape);
    for (const needed of ['name', 'owner'] as const) {
      if (playlist[needed] === undefined) throw new RangeError(`playlists[${place}] lacks '${needed}'.`);
    }
  }
  checkShape('clock', clock, clockShape);
  checkShape('app', app, appShape);
  return value as Scenario;
}

function checkShape(place: string, value: unknown, shape: Shape): void {
  if (!isObject(value)) throw new RangeError(`${place} has to be an object with: ${Object.keys(shape).join(', ')}.`);
  for (const [name, field] of Object.entries(value as object)) {
    const check: Check | undefined = Object.hasOwn(shape, name) ? shape[name] : undefined;
    if (!check) throw new RangeError(`${place} has no '${name}'. It has: ${Object.keys(shape).join(', ')}.`);
    if (!check(field)) throw new RangeError(`'${name}' of ${place} makes no sense: ${JSON.stringify(field)}.`);
  }
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
