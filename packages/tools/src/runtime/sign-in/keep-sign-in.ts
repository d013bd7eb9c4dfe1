import type { TokenSet } from '@tonearm/spotify-client';
import { ToolError } from '../../errors.js';
import { forgetAppAccess } from '../app-access/access-memory.js';
import { tokenFilePath } from '../config-folder.js';
import type { Settings } from '../settings.js';
import { deleteTokens, type KeptIn, writeTokens } from '../token-file.js';

type Environment = Readonly<Record<string, string | undefined>>;
type Whose = Pick<Settings, 'profile' | 'tokenStore'>;

/** Keeps a new sign-in where the settings say, and tells where that is. Throws a ToolError when the system does not let us. */
export async function keepSignIn({ profile, tokenStore }: Whose, tokens: TokenSet, env?: Environment): Promise<KeptIn> {
  return atTokenPlace(writeTokens(profile, tokens, env, tokenStore), tokenFilePath(profile, env));
}

/** Deletes a sign-in wherever it is kept, and what was learned of its app; tells whether there was one. Throws a ToolError when the system does not let us. */
export async function forgetSignIn(settings: Settings, env?: Environment): Promise<boolean> {
  const { profile } = settings;
  forgetAppAccess(settings, env);
  return atTokenPlace(deleteTokens(profile, env), tokenFilePath(profile, env));
}

/** Says which file it is when the system does not let us. */
async function atTokenPlace<T>(change: Promise<T>, path: string): Promise<T> {
  return change.catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (typeof code !== 'string' || error instanceof ToolError) throw error;
    throw new ToolError(
      'token_file',
      `The sign-in cannot be changed at ${path} (${code}).`,
      'Make that place writable, or set XDG_CONFIG_HOME to a folder that is.',
      { cause: error },
    );
  });
}
