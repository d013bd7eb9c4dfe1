import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { callerFor, createCaller } from '../../testing/caller.js';
import { loadScenario, type Scenario } from '../index.js';

const folder = mkdtempSync(join(tmpdir(), 'scenario-'));
afterAll(() => rmSync(folder, { recursive: true }));

const yaml = `users:
  ada:
    country: GB
    library: [track 0, artist 3, album 2]
    devices: [Workbench, Bedside]
  guest:
    product: premium
playlists:
  - name: Overture
    owner: ada
    items: [track 1, track 2, "spotify:local:Ada:Tapes:Hum:12"]
    followers: [listener]
  - name: Rainy Kitchen
    owner: listener
    description: Dried up
    items: []
faults:
  - { operation: get-track, status: 503 }
limits:
  window: { requests: 50 }
app: { allowList: [ada, listener, guest] }
clock: { at: 2026-02-11T09:00:00Z, frozen: true }
`;

function write(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

test('a scenario in YAML brings people, playlists, faults, limits and a time', async () => {
  const { emulator } = createCaller({ scenario: await loadScenario(write('whole.yaml', yaml)) });
  const { world, clock } = emulator;
  const ada = callerFor(emulator, { user: 'ada' });
  expect(
    (await ada.get<{ devices: { name: string; is_active: boolean }[] }>('/me/player/devices')).body.devices,
  ).toMatchObject([
    { name: 'Workbench', is_active: true },
    { name: 'Bedside', is_active: false },
  ]);
  const saved = await ada.get<{ items: { track: { id: string } }[] }>('/me/tracks');
  expect(saved.body.items.map(({ track }) => track.id)).toEqual([world.catalogue.tracks.at(0)?.id]);
  const [overture] = world.user('ada').playlists;
  expect(overture).toMatchObject({ name: 'Overture', items: { length: 3 } });
  expect(world.user('listener').playlists[0]).toBe(overture);
  const kitchen = world.user('listener').playlists.filter(({ name }) => name === 'Rainy Kitchen');
  expect(kitchen).toMatchObject([{ description: 'Dried up', items: [] }]);
  expect(world.user('guest').product).toBe('premium');
  expect((await ada.get(`/tracks/${world.catalogue.tracks.at(0)?.id}`)).status).toBe(503);
  expect((await callerFor(emulator, { user: 'neighbour' }).get('/me')).status).toBe(403);
  expect(emulator.limits.options()).toEqual({ window: { requests: 50 } });
  expect(clock.state()).toEqual({ now: Date.UTC(2026, 1, 11, 9), isFrozen: true, rate: 1 });
});

test.each([
  ['scenario.json', '{"users":{"ada":{}}}'],
  ['scenario.mjs', 'export default { users: { ada: {} } };'],
  ['scenario.ts', 'const scenario: object = { users: { ada: {} } };\nexport default scenario;'],
  ['scenario.yml', 'users: { ada: {} }'],
])('%s is read', async (name, text) => {
  expect(await loadScenario(write(name, text))).toEqual({ users: { ada: {} } });
});

test('patterns are rules in every form of a scenario', async () => {
  for (const [name, text] of [
    ['pattern.ts', 'export default { faults: [{ path: /^\\/v1\\/me$/, status: 503 }] };'],
    ['pattern.yaml', 'faults: [{ path: { pattern: "^/V1/me$", flags: i }, status: 503 }]'],
  ] as const) {
    const { get } = createCaller({ scenario: await loadScenario(write(name, text)) });
    expect([(await get('/me')).status, (await get('/me/player')).status]).toEqual([503, 200]);
  }
});

test.each([
  ['odd.txt', '', 'ends with .yaml'],
  ['empty.mjs', '', 'no default export'],
  ['broken.json', '{', 'JSON'],
  ['typo.yaml', 'playlist: []', "has no 'playlist'"],
  ['list.yaml', '- a', 'has to be an object'],
  [
    'user.yaml',
    'users: { ada: { product: gold } }',
    "'users.ada.product' of the scenario has to be one of: premium, free",
  ],
  ['nameless.yaml', 'playlists: [{ owner: ada }]', "'playlists[0]' of the scenario lacks 'name'"],
  ['none.yaml', '', ''],
])('%s is refused with its path and the place of the mistake', async (name, text, message) => {
  const path = write(name, text);
  if (message === '') return expect(await loadScenario(path)).toEqual({});
  await expect(loadScenario(path)).rejects.toThrow(message);
  await expect(loadScenario(path)).rejects.toThrow(path);
});

describe('nothing is changed by a scenario that makes no sense', () => {
  test.each<[Scenario, string]>([
    [{ users: { ada: { library: ['track 99999999'] } } }, "There is no 'track 99999999'"],
    [{ users: { ada: { library: ['a song'] } } }, "'a song' is neither"],
    [{ users: { ada: { devices: ['Desk', 'Desk'] } } }, "There are two devices 'Desk' of 'ada'"],
    [{ users: { ada: {} }, playlists: [{ name: 'x', owner: 'bob' }] }, "There is no user 'bob'"],
    [{ users: { ada: {} }, app: { allowList: ['ada', 'bob'] } }, "There is no user 'bob'"],
    [
      { users: { ada: {} }, faults: [{ status: 1 }] },
      "'faults[0].status' of the scenario has to be a whole number from 200 to 599",
    ],
    [
      { users: { ada: {} }, limits: { window: { requests: -1 } } },
      "'limits.window.requests' of the scenario has to be a whole number, 0 or more",
    ],
    [{ users: { ada: {} }, faults: 'sunshine' as never }, "'faults' of the scenario has to be one of: flaky"],
  ])('%o', (scenario, message) => {
    const { emulator } = createCaller();
    const before = emulator.world.capture();
    expect(() => emulator.apply(scenario)).toThrow(message);
    expect(emulator.world.capture()).toEqual(before);
  });
});

test('of somebody who is there already, what a scenario says is changed and nothing else', () => {
  const { emulator } = createCaller({ scenario: { users: { guest: { country: 'JP', display_name: 'Gen' } } } });
  expect(emulator.world.user('guest')).toMatchObject({ country: 'JP', display_name: 'Gen', product: 'free' });
  const other = createCaller().emulator;
  other.restore(emulator.snapshot());
  expect(other.world.user('guest')).toMatchObject({ country: 'JP', display_name: 'Gen' });
  emulator.reset();
  expect(emulator.world.user('guest').country).toBe('JP');
});

test('a playlist that a scenario changes has another snapshot', () => {
  const { emulator } = createCaller();
  const kitchen = emulator.world.user('listener').playlists.find(({ owner }) => owner === 'listener');
  const name = kitchen?.name ?? '';
  const before = kitchen?.snapshot;
  emulator.apply({ playlists: [{ name, owner: 'listener', items: [] }] });
  expect(kitchen?.items).toEqual([]);
  expect(kitchen?.snapshot).not.toBe(before);
});

test('a scenario comes over HTTP too', async () => {
  const { emulator } = createCaller();
  const put = (scenario: unknown) =>
    emulator.fetch('/__emulator/scenario', { method: 'POST', body: JSON.stringify(scenario) });
  expect((await put({ users: { ada: {} } })).status).toBe(204);
  expect(emulator.world.user('ada').country).toBe('SE');
  expect((await put({ users: { ada: { age: 1 } } })).status).toBe(400);
});

test('of a list of faults of which one makes no sense, none is there', () => {
  const { emulator } = createCaller({ faults: [{ status: 503, times: 7 }] });
  const users = { ada: { country: 'GB' } };
  const faults = [{ status: 500 }, { operation: 'no-such-operation', status: 500 }];
  expect(() => emulator.apply({ users, faults })).toThrow('no-such-operation');
  expect(emulator.faults.list()).toEqual([{ status: 503, times: 7 }]);
  expect(emulator.world.users.has('ada')).toBe(false);
});
