import { randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { configFolder } from '@tonearm/tools/runtime';
import { UsageError } from './flags.js';

/** A bearer token and the file that holds it. */
export interface HttpToken {
  readonly token: string;
  readonly path: string;
}

/** The token of a profile's clients: the one in its file, which is made, readable by this user only, when it is missing. */
export async function httpTokenOf(profile: string, env?: NodeJS.ProcessEnv): Promise<HttpToken> {
  const path = join(configFolder(env), 'http-tokens', profile);
  if (!(await exists(path))) await make(path);
  const { mode } = await stat(path);
  // Windows has no such bits: there the folder of the user is closed to others.
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
    throw new UsageError(`others on this machine can read ${path}: delete it, so that a new token is made.`);
  }
  const token = (await readFile(path, 'utf8')).trim();
  if (token.length < 16) throw new UsageError(`${path} holds no token: delete it, so that a new one is made.`);
  return { token, path };
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false;
      throw unusable(path, error);
    },
  );
}

/** Written aside and linked into place: of several servers that start together one makes it, and nobody reads half of it. */
async function make(path: string): Promise<void> {
  const draft = `${path}.${randomUUID()}`;
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await writeFile(draft, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
    await link(draft, path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  } catch (error) {
    throw unusable(path, error);
  } finally {
    await rm(draft, { force: true }).catch(() => undefined);
  }
}

function unusable(path: string, error: unknown): UsageError {
  const code = error instanceof Error && 'code' in error ? ` (${error.code})` : '';
  return new UsageError(
    `no token can be kept at ${path}${code}: set TONEARM_HTTP_TOKEN, or XDG_CONFIG_HOME to a folder that can be written.`,
  );
}
