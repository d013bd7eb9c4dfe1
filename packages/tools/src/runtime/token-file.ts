import { isSpotifyError, type TokenSet, type TokenStore } from '@tonearm/spotify-client';
import { isToolError, ToolError } from '../errors.js';
import { tokenFilePath } from './config-folder.js';
import { openKeychain } from './keychain.js';
import { type ProfileTokenStore, profileTokenStore } from './keychain-token-store.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where new sign-ins are kept: in the keychain where there is one, only there, or only in a file. */
export type TokenStoreChoice = 'auto' | 'keychain' | 'file';

/** Where a sign-in was kept. */
export interface KeptIn {
  readonly place: 'keychain' | 'file';
  /** For people: the file, or `the keychain`. */
  readonly description: string;
  /** Why it is not in the keychain, though one was wanted if there is any. */
  readonly note?: string;
}

/** The store of a profile's tokens, shared by all processes of this person. */
export function tokenStore(profile: string, env?: Environment): TokenStore {
  return storeOf(profile, env);
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
      'Sign in again: tonearm login, or tonearm-mcp auth',
    );
  }
}

/** Keeps the tokens of a new sign-in, readable only by their owner, and tells where. */
export async function writeTokens(
  profile: string,
  tokens: TokenSet,
  env?: Environment,
  choice: TokenStoreChoice = 'file',
): Promise<KeptIn> {
  const store = storeOf(profile, env);
  let note: string | undefined;
  if (choice !== 'file') {
    try {
      await store.writeToKeychain(tokens);
      return { place: 'keychain', description: 'the keychain' };
    } catch (error) {
      if (choice === 'keychain' || !isToolError(error)) throw error;
      note = error.message;
    }
  }
  await store.writeToFile(tokens);
  return { place: 'file', description: tokenFilePath(profile, env), ...(note !== undefined && { note }) };
}

/** Deletes the tokens of a profile; tells whether there were any. */
export async function deleteTokens(profile: string, env?: Environment): Promise<boolean> {
  return tokenStore(profile, env).delete();
}

/** Whether the sign-in of a profile is in the keychain and not in its file. */
export function isInKeychain(profile: string, env?: Environment): Promise<boolean> {
  return storeOf(profile, env).isInKeychain();
}

function storeOf(profile: string, env: Environment | undefined): ProfileTokenStore {
  return profileTokenStore({ path: tokenFilePath(profile, env), openKeychain });
}
