import { explainError } from '@tonearm/tools';
import type { Runtime } from '@tonearm/tools/runtime';
import { type Check, type Finding, failed, ok, skipped, warning } from './check.js';

/** What needs a request: made with a runtime as a server would have it. */
export function remoteChecks(runtime: Runtime): readonly Check[] {
  const { settings } = runtime;
  const health = (name: string): Promise<string | undefined> =>
    runtime.health().then(({ checks }) => checks.find((check) => check.name === name)?.reason);

  const reachability: Check = {
    name: 'reachability',
    async look() {
      const reason = await health('spotify');
      if (reason === undefined) return ok(`${runtime.backend.description} answers`);
      return failed(`${runtime.backend.description}: ${reason}`, 'Check the network, the proxy, and SPOTIFY_API_URL.');
    },
  };

  const account: Check = {
    name: 'account',
    async look(_command, { signal }) {
      try {
        const { id, display_name, product } = await runtime.spotify.me.profile({}, { signal });
        const name = display_name ?? id;
        if (product === undefined || product === 'premium') return ok(`signed in as ${name}`);
        return warning(`signed in as ${name}, without Premium`, 'Commands to the player need Spotify Premium.');
      } catch (error) {
        return explained(error);
      }
    },
  };

  const appMode: Check = {
    name: 'app mode',
    async look(_command, { signal }) {
      if (settings.backend === 'emulator' && settings.apiUrl === undefined)
        return skipped('the emulator has no limits');
      try {
        if (await isExtended(signal)) return ok('extended: everything that Spotify offers is open');
        if (settings.appMode !== 'extended')
          return ok('Development Mode: some of browsing is closed, five users at most');
        return failed('TONEARM_APP_MODE is extended, but the app is in Development Mode', 'Unset TONEARM_APP_MODE.');
      } catch (error) {
        return explained(error);
      }
    },
  };

  /** The account's profile has told it already, unless it could not be read. */
  async function isExtended(signal: AbortSignal): Promise<boolean> {
    const { extended } = runtime.appAccess.known();
    if (extended !== undefined) return extended;
    try {
      // One of the routes that Spotify closed to Development Mode; its answer is small.
      await runtime.spotify.browse.markets({}, { signal });
      return true;
    } catch (error) {
      if (explainError(error).code !== 'forbidden_app_mode') throw error;
      return false;
    }
  }

  const redis: Check = {
    name: 'redis',
    async look() {
      if (settings.redisUrl === undefined) return skipped('TONEARM_REDIS_URL is not set: the cache is in memory');
      if (settings.backend === 'emulator' && settings.apiUrl === undefined) {
        return skipped('an emulator of this process has nothing to share');
      }
      const reason = await health('redis');
      if (reason === undefined) return ok('answers');
      return failed(
        `it does not answer (${reason}): every process has a cache of its own`,
        'Check that it runs, that TONEARM_REDIS_URL leads there, and its password.',
      );
    },
  };

  return [reachability, account, appMode, redis];
}

function explained(error: unknown): Finding {
  const { message, hint } = explainError(error);
  return failed(message.replace(/\.$/, ''), hint ?? 'Run it again with TONEARM_LOG_LEVEL=debug.');
}
