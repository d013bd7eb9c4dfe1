import { defineConfig, type Options } from 'tsup';

type Entries = Readonly<Record<string, string>>;

/** The bundle of a published library: ESM, one file an entry, declarations left to `tsc`. */
export function library(entry: Entries = { index: 'src/index.ts' }): ReturnType<typeof defineConfig> {
  return defineConfig(shared(entry));
}

/** The bundle of an app: everything it needs in one file, so that it starts fast and installs nothing else. */
export function app(entry: Entries = { main: 'src/main.ts' }): ReturnType<typeof defineConfig> {
  return defineConfig({
    ...shared(entry),
    noExternal: [/.*/],
    splitting: false,
    minify: true,
    // CommonJS dependencies inside an ESM bundle still call require for Node's own modules.
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
  });
}

function shared(entry: Entries): Options {
  return {
    entry: { ...entry },
    format: ['esm'],
    platform: 'node',
    target: 'node22',
    dts: false,
    clean: true,
    sourcemap: true,
  };
}
