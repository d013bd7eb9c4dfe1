import { createHash } from 'node:crypto';
import { hostname } from 'node:os';
import { tokenFilePath } from './config-folder.js';
import type { Settings } from './settings.js';
import { readTokens } from './token-file.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** Whose answers are kept. */
export interface Account {
  /** The name of the place that people sign in at: all that is kept for it is forgotten together, also when nobody is signed in. */
  readonly place: string;
  /** Tells who is signed in there from whoever was before. Costs no request; the first time, a look into the file of the sign-in. */
  consent(): string | Promise<string>;
  /** Another sign-in has taken the place: looks again. */
  replaced(): void;
}

/**
 * A profile is known by its name on one machine only: two people who share a Redis both call theirs `default`. And one
 * profile is one person's after the other, so every consent counts by itself: nobody who signs in finds what was kept for
 * whoever was signed in before.
 */
export function accountOf(settings: Settings, env?: Environment): Account {
  const { backend, profile, clientSecret } = settings;
  const place = `${backend}:${profile}`;
  // The emulator's profiles are its users, and nobody can sign in as another one of them.
  if (backend === 'emulator') return { place, consent: () => '', replaced: () => undefined };
  let known: string | undefined;

  async function look(): Promise<string> {
    const tokens = await readTokens(profile, env);
    // Refreshing changes the tokens, but not when the person consented.
    const consent = digest([tokens?.authorizedAt ?? tokens?.refreshToken ?? tokens?.accessToken ?? 'nobody']);
    // Where nobody has signed in somebody may do so at any moment, unless the app speaks for itself.
    if (tokens !== undefined || clientSecret !== undefined) known = consent;
    return consent;
  }

  return {
    place: `${place}:${digest([hostname(), tokenFilePath(profile, env)])}`,
    consent: () => known ?? look(),
    replaced() {
      known = undefined;
    },
  };
}

function digest(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}
