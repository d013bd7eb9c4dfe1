import type { Tool } from '@tonearm/tools';
import type { Settings } from '@tonearm/tools/runtime';

/** A sign-in that is under way while a client waits: one at a time, however many calls need it. */
export interface SignInLink {
  /** The page where the person consents; begins to wait for them unless somebody does already. Rejects with a ToolError. */
  open(): Promise<string>;
  /** Whether the person has signed in; waits for them as long as the signal allows. False when nobody is waited for. */
  finished(signal: AbortSignal): Promise<boolean>;
}

/** Whose sign-in it is and how it is kept. */
export interface SignInLinkOptions {
  readonly settings: Settings;
  readonly tools: readonly Tool[];
  readonly report: (line: string) => void;
  /** Lets go of what is cached of whoever used the profile before. */
  readonly forget: () => Promise<unknown>;
  readonly env?: NodeJS.ProcessEnv;
}

/** How long the person has, in milliseconds; then the link is dead, and the next call gives a new one. */
const patienceMs = 600_000;

/** Makes what signs a person in from within a server that is on their own machine. */
export function createSignInLink({ settings, tools, report, forget, env }: SignInLinkOptions): SignInLink {
  let pending: { readonly url: Promise<string>; readonly done: Promise<boolean> } | undefined;

  function begin(): { readonly url: Promise<string>; readonly done: Promise<boolean> } {
    let resolve: (url: string) => void = () => undefined;
    let reject: (error: unknown) => void = () => undefined;
    const url = new Promise<string>((...settle) => {
      [resolve, reject] = settle;
    });
    const done = waitForPerson(resolve).then(
      () => true,
      (error: unknown) => {
        reject(error);
        report(`nobody signed in: ${error instanceof Error ? error.message : String(error)}`);
        return false;
      },
    );
    // Whoever asked for the address hears why there is none; whoever did not need not.
    url.catch(() => undefined);
    const begun = { url, done };
    void done.then(() => {
      if (pending === begun) pending = undefined;
    });
    return begun;
  }

  async function waitForPerson(onUrl: (url: string) => void): Promise<void> {
    const { keepSignIn, signInPerson, wantedScopes } = await import('@tonearm/tools/sign-in');
    const tokens = await signInPerson({
      ...{ settings, onUrl, command: 'tonearm-mcp auth', timeoutMs: patienceMs },
      scopes: wantedScopes(tools.flatMap(({ scopes }) => scopes)),
      signal: AbortSignal.timeout(patienceMs),
    });
    const { note } = await keepSignIn(settings, tokens, env);
    if (note !== undefined) report(note);
    await forget();
  }

  return {
    open() {
      pending ??= begin();
      return pending.url;
    },
    async finished(signal) {
      if (pending === undefined) return false;
      const givenUp = new Promise<false>((resolve) => {
        if (signal.aborted) resolve(false);
        signal.addEventListener('abort', () => resolve(false), { once: true });
      });
      return Promise.race([pending.done, givenUp]);
    },
  };
}
