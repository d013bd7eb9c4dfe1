import { selectTools } from '@tonearm/tools';
import { describe, expect, test } from 'vitest';
import { type Command, readCommand } from './config.js';

type Serve = Extract<Command, { kind: 'serve' }>;

function serve(words: string, environment: NodeJS.ProcessEnv = {}): Serve {
  const command = readCommand(words.split(' ').filter(Boolean), environment);
  if (command.kind !== 'serve') throw new Error(`read ${command.kind}`);
  return command;
}

const insights = selectTools({ toolsets: ['insights'] }).map(({ name }) => name);
const names = (command: Serve): readonly string[] => command.tools.map(({ name }) => name);

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
    });
    expect(() => serve('http --host 0.0.0.0')).toThrow('--allow-remote');
    expect(serve('http --host 0.0.0.0 --allow-remote --port 0').http).toMatchObject({ isRemote: true, port: 0 });
  });

  test('takes names and origins to answer', () => {
    expect(serve('http --allow-host a.lan,b.lan --allow-origin https://c.example').http).toMatchObject({
      allowedHosts: ['a.lan', 'b.lan'],
      allowedOrigins: ['https://c.example'],
    });
  });
});

test.each([
  ['https', 'unknown transport "https". Known: stdio, http.'],
  ['http stdio', 'unexpected "stdio" after http.'],
  ['--port 1', '--port belongs to the http transport'],
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

test('names the variable that names an unknown toolset', () => {
  expect(() => serve('', { TONEARM_TOOLSETS: 'catalogue' })).toThrow(/^TONEARM_TOOLSETS: .*Did you mean "catalog"/);
});

test('refuses a setting by its name, without its value', () => {
  expect(() => serve('', { TONEARM_HTTP_TOKEN: 'short' })).toThrow(/^TONEARM_HTTP_TOKEN(?!.*short)/);
});
