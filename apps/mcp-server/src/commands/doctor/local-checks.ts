import { createServer } from 'node:net';
import { consentDaysLeft, startConsent } from '@tonearm/spotify-client';
import { isToolError } from '@tonearm/tools';
import { readTokens } from '@tonearm/tools/runtime';
import { whereSignInIs } from '@tonearm/tools/sign-in';
import { type Check, failed, ok, skipped, warning } from './check.js';

const oldestNode = [22, 18] as const;
/** From so many days on the doctor reminds of a consent that ends. */
const consentWarningDays = 14;
const emulatorNeedsNone = skipped('the emulator needs none');

const node: Check = {
  name: 'node',
  look() {
    const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
    const isOldEnough = major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1]);
    if (isOldEnough) return ok(`Node ${process.versions.node}`);
    return failed(`Node ${process.versions.node} is too old`, `Install Node ${oldestNode.join('.')} or newer.`);
  },
};

const clientId: Check = {
  name: 'client id',
  look({ settings: { backend, backendIsDefault, clientId: id, apiUrl } }) {
    if (backend === 'emulator') {
      return backendIsDefault
        ? warning(
            'SPOTIFY_CLIENT_ID is not set, so an emulator stands in for Spotify',
            'For your own Spotify, create an app at https://developer.spotify.com/dashboard and set SPOTIFY_CLIENT_ID to its client id.',
          )
        : emulatorNeedsNone;
    }
    if (id === undefined) {
      return failed(
        'SPOTIFY_CLIENT_ID is not set',
        'Create an app at https://developer.spotify.com/dashboard and set SPOTIFY_CLIENT_ID to its client id.',
      );
    }
    if (apiUrl === undefined && !/^[0-9a-f]{32}$/.test(id)) {
      return warning(
        'SPOTIFY_CLIENT_ID does not look like a client id',
        'Copy it again from the settings of your app: 32 digits and letters from a to f.',
      );
    }
    return ok('SPOTIFY_CLIENT_ID is set');
  },
};

const redirectUri: Check = {
  name: 'redirect URI',
  async look({ settings }) {
    if (settings.backend === 'emulator') return emulatorNeedsNone;
    const { redirectUri: uri } = settings;
    try {
      await startConsent({ clientId: settings.clientId ?? 'unknown', redirectUri: uri, scopes: [] });
    } catch (error) {
      return failed(
        `Spotify refuses ${uri}: ${error instanceof Error ? error.message : 'unknown'}`,
        'Set SPOTIFY_REDIRECT_URI to http://127.0.0.1/callback, and register that for your app.',
      );
    }
    const { protocol, port, hostname } = new URL(uri);
    if (protocol !== 'http:') {
      return warning(
        `${uri} is not on this machine, so no browser can come back to it`,
        'Sign in with tonearm-mcp auth --no-browser, or register http://127.0.0.1/callback and unset SPOTIFY_REDIRECT_URI.',
      );
    }
    if (port !== '' && !(await isFree(Number(port), hostname))) {
      return failed(`port ${port} of ${uri} is in use`, 'Free it, or leave the port out of SPOTIFY_REDIRECT_URI.');
    }
    return ok(`${uri}; it must be registered for the app, letter by letter (the port may differ)`);
  },
};

const token: Check = {
  name: 'sign-in',
  async look({ settings, tools }, { environment }) {
    if (settings.backend === 'emulator') return emulatorNeedsNone;
    const signIn = 'Sign in: tonearm-mcp auth';
    try {
      const tokens = await readTokens(settings.profile, environment);
      if (tokens === undefined) {
        return settings.clientSecret === undefined
          ? failed(`nobody has signed in (profile ${settings.profile})`, signIn)
          : warning('nobody has signed in; the client secret alone reads the public catalog', signIn);
      }
      const { description, problem } = await whereSignInIs(settings.profile, environment);
      if (problem !== undefined) return failed(problem, `Close it to others: chmod 600 ${description}`);
      const missing = [...new Set(tools.flatMap(({ scopes }) => scopes))].filter((one) => !tokens.scopes.includes(one));
      if (missing.length > 0) {
        return warning(
          `the sign-in does not cover all tools that are on: ${missing.sort().join(', ')}`,
          'Sign in again to allow them (tonearm-mcp auth), or choose fewer tools.',
        );
      }
      return ok(`kept in ${description} (profile ${settings.profile})`);
    } catch (error) {
      if (isToolError(error)) return failed(error.message, error.hint);
      throw error;
    }
  },
};

const consent: Check = {
  name: 'consent',
  async look({ settings }, { environment }) {
    if (settings.backend === 'emulator') return emulatorNeedsNone;
    const tokens = await readTokens(settings.profile, environment).catch(() => undefined);
    const days = tokens && consentDaysLeft(tokens);
    if (days === undefined) return skipped('nothing is known of when it was given');
    if (days === 0) return failed('it has ended: Spotify lets it live for six months', 'Sign in: tonearm-mcp auth');
    const left = days === 1 ? '1 day left' : `${days} days left`;
    return days > consentWarningDays ? ok(left) : warning(left, 'Sign in again before it ends: tonearm-mcp auth');
  },
};

const port: Check = {
  name: 'port',
  async look({ port: wanted }) {
    if (await isFree(wanted, '127.0.0.1')) return ok(`port ${wanted} is free for tonearm-mcp http`);
    return warning(
      `port ${wanted} is in use, maybe by a tonearm-mcp http that runs`,
      'If not, choose another one: tonearm-mcp http --port <number>',
    );
  },
};

/** What can be seen on this machine, without a request. */
export const localChecks: readonly Check[] = [node, clientId, redirectUri, token, consent, port];

function isFree(wanted: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(wanted, host.replace(/[[\]]/g, ''), () => server.close(() => resolve(true)));
  });
}
