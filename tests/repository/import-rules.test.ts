import { describe, expect, test } from 'vitest';
import { checkImports, readImports } from './import-rules.ts';
import { isSource, listFiles, readText } from './tree.ts';

test('no file imports what it must not know', () => {
  const sources = listFiles().filter(isSource);
  expect(sources.flatMap((file) => checkImports(file, readText(file)))).toEqual([]);
});

describe('the rules of imports', () => {
  test.each([
    ['a cache that counts itself', 'packages/cache/src/cache.ts', "import { createMetrics } from '@tonearm/metrics';"],
    [
      'a policy that knows Spotify',
      'packages/resilience/src/retry.ts',
      "import { isSpotifyError } from '@tonearm/spotify-client';",
    ],
    [
      'a metric that knows the cache',
      'packages/metrics/src/catalogue.ts',
      "export { createCache } from '@tonearm/cache';",
    ],
    [
      'a client that needs Node',
      'packages/spotify-client/src/auth/pkce.ts',
      "import { createHash } from 'node:crypto';",
    ],
    ['a client that caches', 'packages/spotify-client/src/client.ts', "import '@tonearm/cache';"],
    [
      'an emulator that reads the table',
      'packages/spotify-emulator/src/routes/albums.ts',
      "import type { endpoints } from '@tonearm/spotify-client';",
    ],
    [
      'a tool that reaches into the runtime',
      'packages/tools/src/tools/catalog/get-album.ts',
      "import { readSettings } from '../../runtime/settings.js';",
    ],
    [
      'a tool that reaches in by name',
      'packages/tools/src/errors.ts',
      "const runtime = await import('@tonearm/tools/runtime');",
    ],
    [
      'a tool that caches',
      'packages/tools/src/tools/catalog/get-album.ts',
      "import type { Cache } from '@tonearm/cache';",
    ],
    [
      'a tool that makes its own client',
      'packages/tools/src/tools/catalog/get-album.ts',
      "import { createSpotifyClient } from '@tonearm/spotify-client';",
    ],
    [
      'a tool that hides a load behind a type',
      'packages/tools/src/tool.ts',
      "import { type SpotifyClient } from '@tonearm/spotify-client';",
    ],
    [
      'a runtime that knows a tool',
      'packages/tools/src/runtime/create-runtime.ts',
      "import { getAlbum } from '../tools/catalog/get-album.js';",
    ],
    [
      'a runtime that knows the toolsets',
      'packages/tools/src/runtime/settings.ts',
      "import { selectTools } from '../toolsets.js';",
    ],
    [
      'a command line that speaks MCP',
      'apps/cli/src/main.ts',
      "import { McpServer } from '@modelcontextprotocol/server';",
    ],
    [
      'a tool that speaks MCP',
      'packages/tools/src/prompts/index.ts',
      "import type { Prompt } from '@modelcontextprotocol/sdk/types.js';",
    ],
  ])('refuse %s', (_, file, source) => {
    expect(checkImports(file, source)).toHaveLength(1);
  });

  test.each([
    [
      'a tool that names the type of its client',
      'packages/tools/src/tool.ts',
      "import type { SpotifyClient } from '@tonearm/spotify-client';",
    ],
    [
      'a runtime that composes',
      'packages/tools/src/runtime/create-runtime.ts',
      "import { createCache } from '@tonearm/cache';\nimport { withCache } from './with-cache.js';",
    ],
    [
      'a server that speaks MCP',
      'apps/mcp-server/src/server.ts',
      "import { McpServer } from '@modelcontextprotocol/server';",
    ],
    [
      'an app that brings both together',
      'apps/cli/src/context.ts',
      "import { createRuntime } from '@tonearm/tools/runtime';\nimport { tools } from '@tonearm/tools';",
    ],
  ])('allow %s', (_, file, source) => {
    expect(checkImports(file, source)).toEqual([]);
  });

  test('see an import of every form, over lines, and no string that only looks like one', () => {
    const source = `import a from 'one';
import {
  type b,
  c,
} from "two";
export * from 'three';
import type { d } from 'four';
export const text = 'five';
const later = await import('six');`;
    expect(readImports(source).map(({ specifier }) => specifier)).toEqual(['one', 'two', 'three', 'four', 'six']);
  });
});
