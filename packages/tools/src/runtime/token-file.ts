import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TokenSet } from '@tonearm/spotify-client';
import { z } from 'zod';
import { ToolError } from '../errors.js';

type Environment = Readonly<Record<string, string | undefined>>;

const content = z.object({
  version: z.literal(1),
  accessToken: z.string(),
  refreshToken: z.string().exactOptional(),
  expiresAt: z.number(),
  scopes: z.array(z.string()),
  authorizedAt: z.number().exactOptional(),
});

/** Where the tokens of a profile are kept, by the customs of the system. */
export function tokenFilePath(profile: string, env: Environment = process.env): string {
  const own = env.XDG_CONFIG_HOME;
  const appData = env.APPDATA;
  const folder = own ? own : process.platform === 'win32' && appData ? appData : join(env.HOME || homedir(), '.config');
  return join(folder, 'tonearm', 'profiles', `${profile}.json`);
}

/** Reads the tokens of a profile; undefined when nobody has signed in there. */
export async function readTokens(profile: string, env?: Environment): Promise<TokenSet | undefined> {
  const path = tokenFilePath(profile, env);
  try {
    const { version: _version, ...tokens } = content.parse(JSON.parse(await readFile(path, 'utf8')));
    return tokens;
  } catch (error) {
    if (isMissing(error)) return undefined;
    // What is in the file is secret even when it is broken, so nothing of it may reach the message.
    throw new ToolError(
      'token_file',
      `The sign-in of profile ${profile} cannot be read from ${path}.`,
      'Sign in again: tonearm login',
    );
  }
}

/** Keeps the tokens of a profile, readable only by their owner. The file is replaced as a whole, so nobody reads half of it. */
export async function writeTokens(profile: string, tokens: TokenSet, env?: Environment): Promise<void> {
  const path = tokenFilePath(profile, env);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomUUID()}.tmp`;
  try {
    const file = await open(draft, 'wx', 0o600);
    try {
      await file.writeFile(`${JSON.stringify({ version: 1, ...tokens }, undefined, 2)}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } finally {
    await rm(draft, { force: true });
  }
}

/** Deletes the tokens of a profile; tells whether there were any. */
export async function deleteTokens(profile: string, env?: Environment): Promise<boolean> {
  try {
    await rm(tokenFilePath(profile, env));
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

/** When Spotify ends a consent, in milliseconds since 1970: six months after it was given, however often it was used. */
export function consentEnd(authorizedAt: number): number {
  const end = new Date(authorizedAt);
  end.setUTCMonth(end.getUTCMonth() + 6);
  // A month without such a day ends with its last one.
  if (end.getUTCDate() !== new Date(authorizedAt).getUTCDate()) end.setUTCDate(0);
  return end.getTime();
}
