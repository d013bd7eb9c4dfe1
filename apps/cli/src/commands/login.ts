import type { TokenSet } from '@tonearm/spotify-client';
import type { Settings } from '@tonearm/tools/runtime';
import { type Command, InvalidArgumentError } from 'commander';
import type { Context } from '../context.js';
import { eachLine } from '../input-lines.js';
import { formatJson } from '../output/json.js';

interface Flags {
  readonly browser: boolean;
  readonly scope?: readonly string[];
  readonly timeout: number;
}

const command = 'tonearm login';

/** `tonearm login`: signs in with the person's own app (authorization code with PKCE). */
export function addLogin(program: Command, context: Context): void {
  program
    .command('login')
    .summary('Sign in to Spotify')
    .description('Signs in with your own Spotify app, and keeps the tokens on this machine for the profile.')
    .option('--no-browser', 'print the address, and read the address that the browser ended at from standard input')
    .option('--scope <name>', 'ask for one more scope (repeat it for more)', (scope, scopes?: readonly string[]) => [
      ...(scopes ?? []),
      scope,
    ])
    .option('--timeout <seconds>', 'how long to wait for the browser', seconds, 300)
    .action(async (flags: Flags) => {
      const settings = await context.settings();
      const tokens = await signIn(settings, flags, context);
      const { keepSignIn } = await import('@tonearm/tools/sign-in');
      const { note } = await keepSignIn(settings, tokens, context.environment);
      if (note !== undefined) context.notify(`${note} The sign-in is kept in a file that only you can read.`);
      await greet(settings, tokens, context);
    });
}

async function signIn(settings: Settings, { browser, scope, timeout }: Flags, context: Context): Promise<TokenSet> {
  const { signInPerson, wantedScopes } = await import('@tonearm/tools/sign-in');
  const { signal, streams, fetch } = context;
  const needed = context.tools.flatMap(({ scopes }) => scopes);
  return signInPerson({
    ...{ settings, command, signal, fetch, scopes: wantedScopes(needed, scope), timeoutMs: timeout * 1000 },
    async onUrl(url) {
      context.notify(
        browser
          ? 'Open this address and agree:'
          : 'Open this address, agree, and paste the address that the browser ends at:',
      );
      const { json } = context.flags();
      streams.out.write(`${json ? formatJson({ authorize_url: url }, { isTTY: false }) : url}\n`);
      if (browser && streams.err.isTTY) await context.openBrowser?.(url);
    },
    ...(!browser && {
      pasted: {
        lines: eachLine(streams.in, signal),
        onStrayLine: () =>
          streams.err.write('That is not the address of this sign-in. Paste the whole address, up to its end:\n'),
      },
    }),
  });
}

/** Asks who signed in: a sign-in can succeed for a person whom the app may not serve. */
async function greet({ profile }: Settings, { scopes }: TokenSet, context: Context): Promise<void> {
  const { spotify, forgetAccount } = await context.runtime();
  // Another person may have used this profile before: what Redis holds of them must not be shown to this one.
  await forgetAccount();
  const { signal, streams } = context;
  const { id, display_name } = await spotify.me.profile({}, { signal });
  const { out } = streams;
  if (context.flags().json) out.write(`${formatJson({ user: { id, name: display_name }, profile, scopes }, out)}\n`);
  else out.write(`Signed in as ${display_name ?? id} (profile ${profile}).\n`);
}

function seconds(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= 3600)) throw new InvalidArgumentError('It must be a number of seconds, at most 3600.');
  return value;
}
