import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { accessMemory, forgetAppAccess } from './access-memory.js';

const app = { backend: 'spotify', clientId: 'an-app', apiUrl: undefined } as const;
const dayMs = 86_400_000;
let folder: string;
let env: Record<string, string>;
let time = 0;
const now = (): number => time;
const files = (): string[] =>
  readdirSync(join(folder, 'tonearm', 'apps')).map((name) => join(folder, 'tonearm', 'apps', name));

beforeEach(() => {
  time = Date.UTC(2026, 10, 26);
  folder = mkdtempSync(join(tmpdir(), 'tonearm-access-'));
  env = { XDG_STATE_HOME: folder };
});
afterEach(() => rmSync(folder, { recursive: true }));

test('what one process has learned the next one knows, for a week', () => {
  accessMemory(app, { env, now }).learn({ extended: false, legacy: false });
  time += 7 * dayMs;
  expect(accessMemory(app, { env, now }).known()).toEqual({ extended: false, legacy: false });
  time += 1;
  expect(accessMemory(app, { env, now }).known()).toEqual({});
});

test('what is seen again is believed for another week, and written down once a day', () => {
  const memory = accessMemory(app, { env, now });
  memory.learn({ extended: true });
  const written = (): number => JSON.parse(readFileSync(files()[0] ?? '', 'utf8')).learnedAt;
  time += dayMs - 1;
  memory.learn({ extended: true });
  expect(written()).toBe(time - dayMs + 1);
  time += 1;
  memory.learn({ extended: true });
  expect(written()).toBe(time);
});

test("the file is its owner's, one for each app, and does not say which", () => {
  for (const clientId of ['an-app', 'another'])
    accessMemory({ ...app, clientId }, { env, now }).learn({ extended: true });
  expect(files()).toHaveLength(2);
  for (const path of files()) {
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(path + readFileSync(path, 'utf8')).not.toMatch(/an-app|another/);
  }
});

test('tells of news only, to whoever still listens', () => {
  const memory = accessMemory(app, { env, now });
  let heard = 0;
  const stop = memory.onChange(() => {
    heard += 1;
  });
  memory.learn({});
  memory.learn({ extended: true });
  memory.learn({ extended: true });
  memory.learn({ legacy: false });
  expect([heard, memory.known()]).toEqual([2, { extended: true, legacy: false }]);
  stop();
  memory.learn({ extended: false });
  expect(heard).toBe(2);
});

test('is forgotten when it is told to', () => {
  accessMemory(app, { env, now }).learn({ extended: true });
  forgetAppAccess(app, env);
  expect(accessMemory(app, { env, now }).known()).toEqual({});
  forgetAppAccess(app, env);
});

test.each(['', 'not JSON', 'null', '{"extended":"yes","learnedAt":0}', '{"extended":true,"learnedAt":1e99}'])(
  'a file that holds %j says nothing, and is written anew',
  (text) => {
    accessMemory(app, { env, now }).learn({ extended: true });
    writeFileSync(files()[0] ?? '', text);
    const memory = accessMemory(app, { env, now });
    expect(memory.known()).toEqual({});
    memory.learn({ extended: false });
    expect(accessMemory(app, { env, now }).known()).toEqual({ extended: false });
  },
);

test('a place that cannot be written to keeps nobody from learning', () => {
  mkdirSync(join(folder, 'tonearm'));
  writeFileSync(join(folder, 'tonearm', 'apps'), 'a file where a folder should be');
  const memory = accessMemory(app, { env, now });
  memory.learn({ extended: true });
  expect(memory.known()).toEqual({ extended: true });
});

test('an emulator leaves nothing behind', () => {
  const emulator = { backend: 'emulator', clientId: undefined, apiUrl: 'http://127.0.0.1:1/v1' } as const;
  accessMemory(emulator, { env, now }).learn({ extended: true });
  expect(accessMemory(emulator, { env, now }).known()).toEqual({});
});
