import { homedir } from 'node:os';
import { join } from 'node:path';
import { isSpotifyError, type TokenSet, type TokenStore } from '@tonearm/spotify-client';
import { fileTokenStore } from '@tonearm/spotify-client/auth/node';
import { ToolError } from '../errors.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where the tokens of a profile are kept, by the customs of the system. */
export function tokenFilePath(profile: string, env: Environment = process.env): string {
  const own = env.XDG_CONFIG_HOME;
  const appData = env.APPDATA;
  const folder = own ? own : process.platform === 'win32' && appData ? appData : join(env.HOME || homedir(), '.config');
  return join(folder, 'tonearm', 'profiles', `${profile}.json`);
}

/** The store of a profile's tokens, shared by all processes of this person. */
export function tokenStore(profile: string, env?: Environment): TokenStore {
  return fileTokenStore({ path: tokenFilePath(profile, env) });
}

/** Reads the tokens of a profile; undefined when nobody has signed in there. */
export async function readTokens(profile: string, env?: Environment): Promise<TokenSet | undefined> {
  try {
    return await tokenStore(profile, env).read();
  } catch (error) {
    if (!isSpotifyError(error)) throw error;
    throw new ToolError(
      'token_file',
      `The sign-in of profile ${profile} cannot be read from ${tokenFilePath(profile, env)}.`,
      'Sign in again: tonearm login',
    );
  }
}

/** Keeps the tokens of a profile, readable only by their owner. */
export async function writeTokens(profile: string, tokens: TokenSet, env?: Environment): Promise<void> {
  await tokenStore(profile, env).write(tokens);
}

/** Deletes the tokens of a profile; tells whether there were any. */
export async function deleteTokens(profile: string, env?: Environment): Promise<boolean> {
  return tokenStore(profile, env).delete();
}
