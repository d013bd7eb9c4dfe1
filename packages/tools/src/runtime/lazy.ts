import type { TokenSet } from '@tonearm/spotify-client';
import type { Runtime, RuntimeOptions } from './create-runtime.js';
import type { KeptIn, TokenStoreChoice } from './token-file.js';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Puts the packages together: a Spotify client that remembers, survives and counts.
 * Cache, policies and metrics are loaded only now, so that whoever only reads settings stays quick.
 */
export async function createRuntime(options: RuntimeOptions): Promise<Runtime> {
  const composition = await import('./create-runtime.js');
  return composition.createRuntime(options);
}

/** Reads the tokens of a profile; undefined when nobody has signed in there. */
export async function readTokens(profile: string, env?: Environment): Promise<TokenSet | undefined> {
  return (await import('./token-file.js')).readTokens(profile, env);
}

/** Keeps the tokens of a new sign-in, readable only by their owner, and tells where. */
export async function writeTokens(
  profile: string,
  tokens: TokenSet,
  env?: Environment,
  choice?: TokenStoreChoice,
): Promise<KeptIn> {
  return (await import('./token-file.js')).writeTokens(profile, tokens, env, choice);
}

/** Deletes the tokens of a profile; tells whether there were any. */
export async function deleteTokens(profile: string, env?: Environment): Promise<boolean> {
  return (await import('./token-file.js')).deleteTokens(profile, env);
}
