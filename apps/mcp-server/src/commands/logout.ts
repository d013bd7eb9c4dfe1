import { forgetSignIn } from '@tonearm/tools/sign-in';
import type { LogoutCommand } from '../command.js';
import { loadRuntime } from '../lazy-runtime.js';
import type { Terminal } from './terminal.js';

/** `tonearm-mcp logout`: forgets the sign-in of a profile, and everything that is cached for that person. */
export async function logout({ settings }: LogoutCommand, terminal: Terminal): Promise<void> {
  const { environment, fetch } = terminal;
  const wasSignedIn = await forgetSignIn(settings, environment);
  terminal.out(`${wasSignedIn ? 'Signed out' : 'Nobody was signed in'} (profile ${settings.profile}).`);
  // What is in a server's memory it forgets when it meets the missing sign-in; what is in Redis nobody would.
  if (settings.redisUrl !== undefined) {
    const runtime = await loadRuntime(settings, { env: environment, fetch });
    const { isComplete } = await runtime.forgetAccount().finally(() => runtime.close());
    terminal.out(
      isComplete
        ? 'What was cached for this profile is gone from Redis.'
        : 'Redis does not answer: what is cached there for this profile stays for up to a day. Run logout again when it does.',
    );
  }
  terminal.note('To withdraw the consent too: https://www.spotify.com/account/apps/');
}
