import { describe, expect, test } from 'vitest';
import { tryCommand } from './testing/try-command.js';

test('the first run works on the emulator, says so once, and says how to keep one or to use Spotify', async () => {
  const { err } = await tryCommand(['make', 'moon']);
  expect(err.match(/emulator, an invented Spotify/g)).toHaveLength(1);
  expect(err).toContain('tonearm emulator start');
  expect(err).toContain('tonearm login');
});

test('nothing is said about the emulator to those who asked for it, or for quiet', async () => {
  expect((await tryCommand(['make', 'moon', '--backend', 'emulator'])).err).toBe('');
  expect((await tryCommand(['make', 'moon', '--quiet'])).err).toBe('');
});

test('Spotify is never replaced by the emulator: without a sign-in, the next step is said', async () => {
  const environment = { SPOTIFY_CLIENT_ID: 'some-app', XDG_CONFIG_HOME: '/nonexistent' };
  const { exitCode, out, err } = await tryCommand(['api', 'me.profile'], { environment });
  expect({ exitCode, out }).toEqual({ exitCode: 4, out: '' });
  expect(err).toContain('tonearm login');
});

describe('an error', () => {
  test('that nobody foresaw is a failure, and shows no details', async () => {
    const { exitCode, out, err } = await tryCommand(['make', 'trouble', '--quiet']);
    expect({ exitCode, out }).toEqual({ exitCode: 1, out: '' });
    expect(err).toContain('error: ');
    expect(err).not.toContain('secret details');
  });

  test('shows where it came from when the log is asked to say more', async () => {
    const { err } = await tryCommand(['make', 'trouble'], { environment: { TONEARM_LOG_LEVEL: 'debug' } });
    expect(err).toMatch(/secret details\n +at /);
  });

  test('is JSON with --json, wherever the flag stands', async () => {
    for (const words of [
      ['--json', 'make', 'x'],
      ['make', 'x', '--json'],
      ['--json', 'nonsense'],
    ]) {
      const { exitCode, out, err } = await tryCommand(words);
      expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
      expect(JSON.parse(err)).toEqual({
        error: { code: 'usage', message: expect.any(String), hint: expect.any(String) },
      });
    }
  });

  test('of a tool speaks of commands', async () => {
    const { exitCode, err } = await tryCommand(['make', 'twice', '--quiet']);
    expect({ exitCode, err }).toEqual({
      exitCode: 2,
      err: 'error: It exists: see tonearm thing list.\nUse tonearm thing list.\n',
    });
  });

  test('in a setting names the variable', async () => {
    const { exitCode, err } = await tryCommand(['make', 'moon'], { environment: { SPOTIFY_API_URL: 'nonsense' } });
    expect(exitCode).toBe(2);
    expect(err).toContain('SPOTIFY_API_URL');
  });
});

test('Ctrl-C ends with 130', async () => {
  const { exitCode, err } = await tryCommand(['make', 'moon', '-q'], { signal: AbortSignal.abort() });
  expect({ exitCode, err }).toEqual({ exitCode: 130, err: 'error: Cancelled.\n' });
});

describe('help', () => {
  test('is data on stdout, and no failure', async () => {
    for (const words of [[], ['--help'], ['help'], ['make', '-h'], ['help', 'thing', 'list'], ['help', 'exit-codes']]) {
      const { exitCode, out, err } = await tryCommand(words);
      expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
      expect(out).not.toBe('');
    }
  });

  test('speaks of commands, not of tools', async () => {
    const { out } = await tryCommand(['help', 'thing', 'list']);
    expect(out).toContain('use tonearm make.');
    expect(out).not.toContain('find_thing');
  });

  test('knows every exit code', async () => {
    const { out } = await tryCommand(['help', 'exit-codes']);
    for (const code of [0, 1, 2, 3, 4, 5, 6, 7, 8, 130]) expect(out).toMatch(new RegExp(`^ +${code} +\\w`, 'm'));
  });

  test('for a command that does not exist names the nearest', async () => {
    expect(await tryCommand(['help', 'mkae'])).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining('Did you mean make?'),
    });
    expect(await tryCommand(['help', 'thing', 'lits'])).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining('list?'),
    });
  });
});

test.each([
  ['grene', "argument 'grene' is invalid. Did you mean green?"],
  ['red,grene', `argument 'red,grene' is invalid. It has "grene". Did you mean green?`],
  ['red,xx', `argument 'red,xx' is invalid. It has "xx". Allowed choices are red, green.`],
])('says which of %s is no choice, and what it could be', async (kinds, words) => {
  expect(await tryCommand(['thing', 'list', 'a', '--kinds', kinds])).toEqual({
    exitCode: 2,
    out: '',
    err: `error: Option '--kinds <choice>' ${words}\nAdd --help to see what is allowed.\n`,
  });
});
