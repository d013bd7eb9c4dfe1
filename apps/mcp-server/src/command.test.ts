import { selectTools } from '@tonearm/tools';
import { describe, expect, test } from 'vitest';
import { readCommand, type ServeCommand } from './command.js';

function serve(words: string, environment: NodeJS.ProcessEnv = {}): ServeCommand {
  const command = readCommand(words.split(' ').filter(Boolean), environment);
  if (command.kind !== 'serve') throw new Error(`read ${command.kind}`);
  return command;
}

const insights = selectTools({ toolsets: ['insights'] }).map(({ name }) => name);
const names = (command: ServeCommand): readonly string[] => command.tools.map(({ name }) => name);

test('without anything: stdio, the usual tools, the emulator because nothing names an app', () => {
  const command = serve('');
  expect(command.http).toBeUndefined();
  expect(names(command)).toContain('start_playback');
  expect(command.settings).toMatchObject({ backend: 'emulator', backendIsDefault: true });
});

test('a client id means Spotify, and --backend goes first', () => {
  expect(serve('', { SPOTIFY_CLIENT_ID: 'mine' }).settings.backend).toBe('spotify');
  expect(serve('--backend emulator', { SPOTIFY_CLIENT_ID: 'mine' }).settings.backend).toBe('emulator');
});

test('help and version go before anything that is wrong', () => {
  expect(readCommand(['--help'], { TONEARM_LOG_LEVEL: 'loud' })).toEqual({ kind: 'help' });
  expect(readCommand(['-v'], {})).toEqual({ kind: 'version' });
});

describe('which tools', () => {
  test('--toolsets goes before TONEARM_TOOLSETS', () => {
    expect(names(serve('--toolsets insights', { TONEARM_TOOLSETS: 'catalog' }))).toEqual(insights);
    expect(names(serve('', { TONEARM_TOOLSETS: 'insights' }))).toEqual(insights);
  });

  test('read-only is an upper bound, wherever it was said', () => {
    for (const command of [
      serve('--read-only --tools save_to_library,get_album'),
      serve('--tools save_to_library,get_album', { TONEARM_READ_ONLY: 'true' }),
    ]) {
      expect(names(command)).toEqual(['get_album']);
    }
  });

  test('excluding goes before naming', () => {
    expect(names(serve('--tools get_album,get_artist --exclude-tools get_artist'))).toEqual(['get_album']);
  });
});

describe('where http listens', () => {
  test('on this machine only, unless told twice', () => {
    expect(serve('http').http).toEqual({
      host: '127.0.0.1',
      port: 3333,
      isRemote: false,
      allowedHosts: [],
      allowedOrigins: [],
      requiresToken: false,
      maxRequestsPerSecond: undefined,
      profiles: [],
      keepsSessions: false,
    });
    expect(() => serve('http --host 0.0.0.0')).toThrow('--allow-remote');
    expect(serve('http --host 0.0.0.0 --allow-remote --port 0').http).toMatchObject({ isRemote: true, port: 0 });
  });

  test('asks for a token where other machines can reach it, where several people are served, and where told', () => {
    for (const words of ['--host 0.0.0.0 --allow-remote', '--profiles anna,ben', '--require-token']) {
      expect(serve(`http ${words}`).http?.requiresToken).toBe(true);
    }
  });

  test('limits the rate where other machines can reach it, and where told', () => {
    expect(serve('http --host 0.0.0.0 --allow-remote').http?.maxRequestsPerSecond).toBeGreaterThan(10);
    expect(serve('http --max-rate 7').http?.maxRequestsPerSecond).toBe(7);
  });

  test('takes names and origins to answer', () => {
    expect(serve('http --allow-host a.lan,b.lan --allow-origin https://c.example').http).toMatchObject({
      allowedHosts: ['a.lan', 'b.lan'],
      allowedOrigins: ['https://c.example'],
    });
  });
});

test.each([
  ['https', 'unknown command "https". Did you mean http? Known: stdio, http, auth, logout, doctor, config.'],
  ['http stdio', 'unexpected "stdio" after http.'],
  ['--port 1', '--port belongs to http and doctor: tonearm-mcp http --port'],
  ['auth --require-token', '--require-token belongs to http'],
  ['http --no-browser', '--no-browser belongs to auth: tonearm-mcp auth --no-browser'],
  ['auth --timeout 0', '--timeout must be a number of seconds'],
  ['http --max-rate none', '--max-rate must be a number'],
  ['http --profiles ../x', '--profiles must hold names'],
  ['http --port 65536', '--port must be a whole number'],
  ['http --port 3e3x', '--port must be a whole number'],
  ['http --host music.lan --allow-remote', '--host must be an IP address'],
  ['http --allow-origin example.com', '--allow-origin must hold origins'],
  ['--backend both', '--backend must be emulator or spotify, not "both".'],
  ['--toolsets catalogue', 'There is no toolset called "catalogue".'],
  ['--tools serch_catalog', 'There is no tool called "serch_catalog".'],
  ['--tools save_to_library --read-only', 'no tool is left'],
])('refuses %s', (words, message) => {
  expect(() => serve(words)).toThrow(message);
});

describe('what a person runs', () => {
  const read = (words: string): unknown => readCommand(words.split(' '), {});

  test('auth opens a browser and waits for five minutes, unless told otherwise', () => {
    expect(read('auth')).toMatchObject({ kind: 'auth', usesBrowser: true, timeoutMs: 300_000 });
    expect(read('auth --no-browser --timeout 9')).toMatchObject({ usesBrowser: false, timeoutMs: 9_000 });
  });

  test('is about a profile, and logs nothing unless asked', () => {
    for (const word of ['auth', 'logout', 'doctor']) {
      expect(read(`${word} --profile anna`)).toMatchObject({
        kind: word,
        settings: { profile: 'anna', logLevel: 'silent' },
      });
    }
  });
});

test('config is about one client or all, and keeps the flags that the server is to have', () => {
  expect(readCommand(['config'], {})).toEqual({ kind: 'config', client: undefined, flags: [] });
  expect(readCommand(['config', 'cursor', '--toolsets', 'core', '--read-only'], {})).toEqual({
    kind: 'config',
    client: 'cursor',
    flags: ['--toolsets', 'core', '--read-only'],
  });
  expect(() => readCommand(['config', 'cursor', 'vscode'], {})).toThrow('unexpected "vscode" after config.');
});

test('names the variable that names an unknown toolset', () => {
  expect(() => serve('', { TONEARM_TOOLSETS: 'catalogue' })).toThrow(/^TONEARM_TOOLSETS: .*Did you mean "catalog"/);
});

test('refuses a setting by its name, without its value', () => {
  expect(() => serve('', { TONEARM_HTTP_TOKEN: 'short' })).toThrow(/^TONEARM_HTTP_TOKEN(?!.*short)/);
});
