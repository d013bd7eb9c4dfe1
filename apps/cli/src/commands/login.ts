import type { TokenSet } from '@tonearm/spotify-client';
import type { Settings } from '@tonearm/tools/runtime';
import { type Command, InvalidArgumentError } from 'commander';
import type { Context } from '../context.js';
import { CommandError, usageError } from '../errors.js';
import { formatJson } from '../output/json.js';
import { atTokenPlace } from '../sign-in/token-place.js';

interface Flags {
  readonly browser: boolean;
  readonly scope?: readonly string[];
  readonly timeout: number;
}

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
    .action(async ({ browser, scope = [], timeout }: Flags) => {
      const settings = await context.settings();
      const clientId = clientIdOf(settings);
      const { signIn } = await import('../sign-in/sign-in.js');
      const tokens = await signIn(
        { clientId, settings, usesBrowser: browser, timeoutSeconds: timeout, scopes: scope },
        context,
      );
      const { tokenFilePath, writeTokens } = await import('@tonearm/tools/runtime');
      const path = tokenFilePath(settings.profile, context.environment);
      await atTokenPlace(writeTokens(settings.profile, tokens, context.environment), path);
      await greet(settings, tokens, context);
    });
}

function clientIdOf({ backend, backendIsDefault, clientId, redirectUri }: Settings): string {
  if (backend === 'emulator' && !backendIsDefault) {
    throw usageError(
      'The emulator signs everybody in by itself.',
      'To sign in to Spotify: tonearm login --backend spotify',
    );
  }
  if (clientId !== undefined) return clientId;
  const steps = [
    'Spotify signs people in to apps only, so you need one of your own; its owner needs Premium:',
    '  1. Create it at https://developer.spotify.com/dashboard',
    `     with the redirect URI ${redirectUri}`,
    '  2. Set SPOTIFY_CLIENT_ID to its client id',
    '  3. Run tonearm login',
  ];
  throw new CommandError('settings', 'SPOTIFY_CLIENT_ID is not set.', steps.join('\n'));
}

/** Asks who signed in: a sign-in can succeed for a person whom the app may not serve. */
async function greet({ profile }: Settings, { scopes }: TokenSet, context: Context): Promise<void> {
  const { spotify } = await context.runtime();
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
