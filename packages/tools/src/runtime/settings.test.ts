import { describe, expect, test } from 'vitest';
import { toolsets } from '../toolsets.js';
import { readSettings, SettingsError } from './settings.js';
import { settingsTable, variables } from './settings-table.js';

const secret = 'hunter2-hunter2';

describe('readSettings', () => {
  test('takes the emulator, and says that it did, when nothing names a Spotify app', () => {
    expect(readSettings({})).toMatchObject({
      backend: 'emulator',
      backendIsDefault: true,
      profile: 'default',
      readOnly: false,
    });
  });

  test('takes Spotify when there is a client id, unless told otherwise', () => {
    expect(readSettings({ SPOTIFY_CLIENT_ID: 'abc' })).toMatchObject({ backend: 'spotify', backendIsDefault: false });
    expect(readSettings({ SPOTIFY_CLIENT_ID: 'abc', TONEARM_BACKEND: 'emulator' })).toMatchObject({
      backend: 'emulator',
      backendIsDefault: false,
    });
  });

  test('stays with Spotify when it was asked for, even without a client id', () => {
    expect(readSettings({ TONEARM_BACKEND: 'spotify' })).toMatchObject({ backend: 'spotify', backendIsDefault: false });
  });

  test('reads lists, booleans and URLs', () => {
    const settings = readSettings({
      TONEARM_TOOLSETS: 'catalog, library',
      TONEARM_READ_ONLY: 'true',
      SPOTIFY_API_URL: 'http://127.0.0.1:9/v1/',
    });
    expect(settings).toMatchObject({
      toolsets: ['catalog', 'library'],
      readOnly: true,
      apiUrl: 'http://127.0.0.1:9/v1',
    });
  });

  test('takes a number of milliseconds, and nothing else in its place', () => {
    const read = (text: string) => readSettings({ TONEARM_REDIS_WAIT_MS: text }).redisWaitMs;
    expect([read(''), read('250'), read('60000')]).toEqual([50, 250, 60_000]);
    for (const text of ['soon', '0', '-1', '1.5', '60001', 'Infinity']) {
      expect(() => read(text), text).toThrow(SettingsError);
    }
  });

  test('takes the names of what is to be warmed, and says of another one which variable names it', () => {
    expect(readSettings({}).warm).toEqual([]);
    expect(readSettings({ TONEARM_WARM: 'top, profile' }).warm).toEqual(['top', 'profile']);
    expect(() => readSettings({ TONEARM_WARM: 'profile,everything' })).toThrow(/TONEARM_WARM/);
  });

  test('leaves a redirect URI as it is registered, and takes the one that the table names', () => {
    const registered = 'http://127.0.0.1:8888/back/';
    expect(readSettings({ SPOTIFY_REDIRECT_URI: registered }).redirectUri).toBe(registered);
    expect(readSettings({}).redirectUri).toBe(variables.redirectUri.default);
  });

  test('counts an empty variable as not set', () => {
    expect(readSettings({ SPOTIFY_CLIENT_ID: '', TONEARM_LOG_LEVEL: '' })).toMatchObject({
      backend: 'emulator',
      logLevel: 'info',
    });
  });

  test('lets flags go first, and ignores those that were not given', () => {
    const env = { TONEARM_BACKEND: 'spotify', TONEARM_PROFILE: 'work' };
    expect(readSettings(env, { backend: 'emulator', profile: undefined })).toMatchObject({
      backend: 'emulator',
      profile: 'work',
    });
  });

  test.each([
    ['TONEARM_BACKEND', 'nonsense'],
    ['SPOTIFY_API_URL', 'ftp://x'],
    ['SPOTIFY_ACCOUNTS_URL', 'nonsense'],
    ['TONEARM_APP_MODE', 'nonsense'],
    ['TONEARM_REDIS_URL', `http://user:${secret}@x`],
    ['TONEARM_TOOLSETS', 'catalog,Nonsense!'],
    ['TONEARM_READ_ONLY', 'perhaps'],
    ['TONEARM_HTTP_TOKEN', secret],
    ['TONEARM_LOG_LEVEL', 'loud'],
    ['TONEARM_LOG_FORMAT', 'xml'],
    ['TONEARM_PROFILE', '../../etc/passwd'],
  ])('refuses %s=%s, says what is allowed, and does not repeat it', (name, value) => {
    try {
      readSettings({ [name]: value });
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(SettingsError);
      const { message, hint, variable } = error as SettingsError;
      expect(variable).toBe(name);
      expect(hint).toMatch(/^Allowed: /);
      expect(message + hint).not.toContain(value);
    }
  });
});

describe('settingsTable', () => {
  test('names the toolsets that there are', () => {
    expect(variables.toolsets.allowed).toBe(['core', 'default', 'all', ...toolsets].join(', '));
  });

  test('has a line for every variable', () => {
    const table = settingsTable();
    for (const { name } of Object.values(variables)) expect(table).toContain(`| \`${name}\` |`);
  });
});
