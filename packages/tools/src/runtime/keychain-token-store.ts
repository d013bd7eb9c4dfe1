import { access, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { TokenSet, TokenStore } from '@tonearm/spotify-client';
import { fileTokenStore } from '@tonearm/spotify-client/auth/node';
import { ToolError } from '../errors.js';
import type { Keychain } from './keychain.js';

/** Where a profile's sign-in may be. */
export interface ProfilePlace {
  /** The file of the tokens; without `.json` and with `.keychain`, an empty file says that they are in the keychain. */
  readonly path: string;
  readonly openKeychain: () => Promise<Keychain>;
}

/** A store that finds a sign-in in its file or in the keychain, keeps it where it is, and can move it. */
export interface ProfileTokenStore extends TokenStore {
  /** Keeps a new sign-in in the keychain, and deletes what was in the file. */
  writeToKeychain(tokens: TokenSet): Promise<void>;
  /** Keeps a new sign-in in the file, and deletes what was in the keychain. */
  writeToFile(tokens: TokenSet): Promise<void>;
  isInKeychain(): Promise<boolean>;
}

/**
 * The tokens of a profile. An empty file beside theirs says when they are in the keychain: so nobody asks the keychain
 * (which may ask the person) without need, and a program that cannot open it knows that there is a sign-in.
 */
export function profileTokenStore({ path, openKeychain }: ProfilePlace): ProfileTokenStore {
  const file = fileTokenStore({ path });
  const marker = path.replace(/\.json$/, '.keychain');
  let opening: Promise<Keychain> | undefined;

  function keychain(): Promise<Keychain> {
    opening ??= openKeychain().catch((error: unknown) => {
      opening = undefined;
      throw error;
    });
    return opening;
  }
  const isInKeychain = (): Promise<boolean> => access(marker).then(...answers);

  async function writeToKeychain(tokens: TokenSet): Promise<void> {
    await (await keychain()).write(path, JSON.stringify(tokens));
    await mkdir(dirname(marker), { recursive: true, mode: 0o700 });
    await writeFile(marker, '', { mode: 0o600 });
    await file.delete();
  }

  async function deleteFromKeychain(): Promise<boolean> {
    if (!(await isInKeychain())) return false;
    const wasThere = await (await keychain()).delete(path);
    await rm(marker, { force: true });
    return wasThere;
  }

  return {
    ...file,
    isInKeychain,
    writeToKeychain,
    async read() {
      if (!(await isInKeychain())) return file.read();
      const kept = await (await keychain()).read(path);
      return kept === undefined ? undefined : readTokens(kept);
    },
    write: async (tokens) => ((await isInKeychain()) ? writeToKeychain(tokens) : file.write(tokens)),
    async writeToFile(tokens) {
      await file.write(tokens);
      // What cannot be opened any more cannot be deleted either; from now on the file counts.
      await deleteFromKeychain().catch(() => rm(marker, { force: true }));
    },
    async delete() {
      const [wasInKeychain, wasInFile] = [await deleteFromKeychain(), await file.delete()];
      return wasInKeychain || wasInFile;
    },
  };
}

const answers = [() => true, () => false] as const;

function readTokens(text: string): TokenSet {
  try {
    const tokens: TokenSet = JSON.parse(text);
    if (typeof tokens.accessToken === 'string') return tokens;
  } catch {
    // What is in there is secret even when it is broken.
  }
  throw new ToolError('token_file', 'The sign-in in the keychain cannot be read.', 'Sign in again: that replaces it.');
}
