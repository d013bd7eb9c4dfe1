import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AuthenticationError } from '../../errors.js';
import { invalidOption } from '../../request/check-options.js';
import { readTokenSet } from '../read-token-set.js';
import type { TokenStore } from '../token-store.js';
import { withFileLock } from './file-lock.js';

/** Where a file store keeps its tokens. */
export interface FileTokenStoreOptions {
  /** The file; its folder is made when it is missing. A lock file appears beside it during a refresh. */
  readonly path: string;
}

/** A store in a file that only its owner may read; processes that name the same file share it, and never read half of it. */
export function fileTokenStore({ path }: FileTokenStoreOptions): TokenStore {
  checkPath(path);
  return {
    async read() {
      try {
        return readTokenSet(await readFile(path, 'utf8'));
      } catch (error) {
        if (isMissing(error)) return undefined;
        // What is in the file is secret even when it is broken, so nothing of it may reach the message.
        throw unreadable(path);
      }
    },
    async write(tokens) {
      await makeFolder(path);
      await replace(path, `${JSON.stringify({ version: 1, ...tokens }, undefined, 2)}\n`);
    },
    async delete() {
      try {
        await rm(path);
        return true;
      } catch (error) {
        if (isMissing(error)) return false;
        throw error;
      }
    },
    async exclusively(run, { signal } = {}) {
      await makeFolder(path);
      return withFileLock(`${path}.lock`, run, signal);
    },
  };
}

// A setting that was left out would look like a file that cannot be read.
function checkPath(path: unknown): void {
  if (typeof path === 'string' && path !== '') return;
  throw invalidOption(
    'path',
    'must name a file',
    "Give such as { path: 'tokens.json' }; its folder is made when it is missing.",
  );
}

async function makeFolder(path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
}

/** Replaces a file as a whole, so that nobody reads half of it and a crash leaves the old one. */
async function replace(path: string, text: string): Promise<void> {
  const draft = `${path}.${randomUUID()}.tmp`;
  try {
    const file = await open(draft, 'wx', 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } finally {
    await rm(draft, { force: true });
  }
}

function unreadable(path: string): AuthenticationError {
  return new AuthenticationError(`The sign-in cannot be read from ${path}.`, {
    status: 401,
    reason: 'token_file',
    hint: 'Log in again: that replaces the file.',
  });
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
