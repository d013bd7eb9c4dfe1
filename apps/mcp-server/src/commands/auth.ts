import { keepSignIn, signInPerson, wantedScopes } from '@tonearm/tools/sign-in';
import type { AuthCommand } from '../command.js';
import { loadRuntime } from '../lazy-runtime.js';
import type { Terminal } from './terminal.js';

/** `tonearm-mcp auth`: signs a person in with their own app, and keeps the sign-in where the servers of this user find it. */
export async function auth(command: AuthCommand, terminal: Terminal): Promise<void> {
  const { settings, tools, usesBrowser, timeoutMs } = command;
  const { environment, signal, fetch, openBrowser } = terminal;
  const tokens = await signInPerson({
    ...{ settings, timeoutMs, signal, fetch, command: 'tonearm-mcp auth' },
    scopes: wantedScopes(tools.flatMap(({ scopes }) => scopes)),
    onUrl(url) {
      terminal.note(
        usesBrowser
          ? 'Open this address and agree:'
          : 'Open this address in any browser, agree, and paste the address that it ends at:',
      );
      terminal.out(url);
      if (usesBrowser && terminal.isWatched) openBrowser?.(url);
    },
    ...(!usesBrowser && {
      pasted: {
        lines: terminal.lines(),
        onStrayLine: () => terminal.note('That is not the address of this sign-in. Paste the whole address:'),
      },
    }),
  });
  const kept = await keepSignIn(settings, tokens, environment);
  if (kept.note !== undefined) terminal.note(kept.note);
  const runtime = await loadRuntime(settings, { env: environment, fetch });
  try {
    // Another person may have used this profile before: what Redis holds of them must not be shown to this one.
    await runtime.forgetAccount();
    // A sign-in can succeed for a person whom the app may not serve.
    const { id, display_name } = await runtime.spotify.me.profile({}, { signal });
    terminal.out(`Signed in as ${display_name ?? id} (profile ${settings.profile}).`);
    terminal.note(`The sign-in is in ${kept.description}, for you only. tonearm-mcp logout forgets it.`);
  } finally {
    await runtime.close();
  }
}
