import type { Command } from 'commander';
import type { Context } from '../context.js';
import { formatJson } from '../output/json.js';

/** `tonearm logout`: forgets the sign-in of a profile. */
export function addLogout(program: Command, context: Context): void {
  program
    .command('logout')
    .summary('Forget the sign-in on this machine')
    .description(
      'Deletes the tokens of a profile from this machine, and what is cached for it. To withdraw the consent too: spotify.com/account/apps',
    )
    .action(async () => {
      const { forgetSignIn } = await import('@tonearm/tools/sign-in');
      const settings = await context.settings();
      const { profile, redisUrl } = settings;
      const wasSignedIn = await forgetSignIn(settings, context.environment);
      // What this process has in memory ends with it; what is in Redis does not.
      if (redisUrl !== undefined && !(await (await context.runtime()).forgetAccount()).isComplete) {
        context.notify('Redis does not answer: what is cached there for this profile stays for up to a day.');
      }
      const { out } = context.streams;
      if (context.flags().json) out.write(`${formatJson({ profile, was_signed_in: wasSignedIn }, out)}\n`);
      else out.write(`${wasSignedIn ? 'Signed out' : 'Nobody was signed in'} (profile ${profile}).\n`);
    });
}
