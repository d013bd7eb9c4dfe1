import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import type { SpotifyEmulator } from '../emulator.js';
import { registeredApp } from '../options.js';

/** The variables by which a command finds an emulator: the app, the addresses, and tokens of the listener. */
export function environmentFor(emulator: SpotifyEmulator, url: string): Readonly<Record<string, string>> {
  const { access_token, refresh_token } = emulator.grant();
  return {
    SPOTIFY_CLIENT_ID: registeredApp.clientId,
    SPOTIFY_CLIENT_SECRET: registeredApp.clientSecret,
    SPOTIFY_REDIRECT_URI: registeredApp.redirectUri,
    SPOTIFY_API_URL: `${url}/v1`,
    SPOTIFY_ACCOUNTS_URL: url,
    SPOTIFY_ACCESS_TOKEN: access_token,
    SPOTIFY_REFRESH_TOKEN: refresh_token,
    SPOTIFY_EMULATOR_URL: url,
  };
}

const notFoundCode = 127;
const firstSignalCode = 128;

/** Runs a command with these variables and answers its exit code, as a shell tells it: 127 for a command that is not there. */
export function execute(
  [name = '', ...rest]: readonly string[],
  variables: Readonly<Record<string, string>>,
  stderr: { write(text: string): unknown },
): Promise<number> {
  const child = spawn(name, rest, { stdio: 'inherit', env: { ...process.env, ...variables } });
  const pass = (signal: NodeJS.Signals): void => void child.kill(signal);
  // Both get Ctrl-C from the terminal; the command decides what it means.
  const ignore = (): void => {};
  process.on('SIGINT', ignore);
  process.on('SIGTERM', pass);
  return new Promise((resolve) => {
    const end = (code: number): void => {
      process.off('SIGINT', ignore);
      process.off('SIGTERM', pass);
      resolve(code);
    };
    child.once('error', (error) => {
      stderr.write(`tonearm-emulator: cannot run ${name}: ${error.message}\n`);
      end(notFoundCode);
    });
    child.once('close', (code, signal) => end(code ?? firstSignalCode + (signal ? constants.signals[signal] : 0)));
  });
}
