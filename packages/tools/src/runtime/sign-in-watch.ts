import { statSync } from 'node:fs';
import type { Middleware } from '@tonearm/spotify-client';
import { tokenFilePath } from './config-folder.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** Looks whether the place of a profile's sign-in has been touched since it looked last; that costs some microseconds and no wait. */
export function touchedSince(profile: string, env: Environment | undefined): () => boolean {
  const path = tokenFilePath(profile, env);
  // In its place an empty file says that the tokens are in the keychain, and is written anew with them.
  const marker = path.replace(/\.json$/, '.keychain');
  const look = (): string => [path, marker].map(stampOf).join(' ');
  let seen = look();
  return () => {
    const now = look();
    if (now === seen) return false;
    seen = now;
    return true;
  };
}

/** Lets no call pass before it is known that whoever was signed in still is. */
export function withSignInCheck(check: (() => Promise<void> | undefined) | undefined): Middleware {
  return (next) => {
    if (check === undefined) return next;
    return async (call) => {
      await check();
      return next(call);
    };
  };
}

function stampOf(path: string): string {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    return stats === undefined ? 'none' : `${stats.ino}:${stats.mtimeMs}:${stats.size}`;
  } catch {
    // A place that cannot be looked at holds nothing that could be read either.
    return 'none';
  }
}
