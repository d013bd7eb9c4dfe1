import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Variable, variables } from '@tonearm/tools/runtime';

/** What the package of the server says of itself. */
export interface PackageFacts {
  readonly name: string;
  readonly mcpName: string;
  readonly version: string;
  readonly homepage: string;
  readonly license: string;
  readonly repository: { readonly directory: string };
}

/** The folder of the server's package. */
export const serverFolder: string = join(import.meta.dirname, '../../apps/mcp-server');

/** Reads the manifest of the server's package. */
export function packageFacts(): PackageFacts {
  return JSON.parse(readFileSync(join(serverFolder, 'package.json'), 'utf8'));
}

/** Short enough for the registry. */
export const description =
  'Spotify for assistants: search, play, playlists, library. Unofficial. Runs without an account too.';
export const title = 'Tonearm (unofficial client for Spotify)';
export const repositoryUrl = 'https://github.com/tonearm/tonearm';

/** The settings that people decide when they install: the others have a page of their own. */
export const installSettings: readonly Variable[] = [
  variables.clientId,
  variables.toolsets,
  variables.readOnly,
  variables.idsOnly,
  variables.profile,
];
