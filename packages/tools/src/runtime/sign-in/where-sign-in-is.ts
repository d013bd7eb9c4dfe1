import { stat } from 'node:fs/promises';
import { tokenFilePath } from '../config-folder.js';
import { isInKeychain } from '../token-file.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where a sign-in is kept, in words, and what is wrong with that place. */
export interface SignInPlace {
  readonly description: string;
  /** Absent when all is well. */
  readonly problem?: string;
}

/** Tells where the sign-in of a profile is kept; of a file also whether others can read it. */
export async function whereSignInIs(profile: string, env?: Environment): Promise<SignInPlace> {
  if (await isInKeychain(profile, env)) return { description: 'the keychain' };
  const path = tokenFilePath(profile, env);
  const { mode } = await stat(path);
  // Windows has no such bits: there the folder of the user is closed to others.
  const isOpen = process.platform !== 'win32' && (mode & 0o077) !== 0;
  return { description: path, ...(isOpen && { problem: `others on this machine can read ${path}` }) };
}
