import { defineConfig, type Options } from 'tsup';
import { builtinsAsTheyAre } from './builtins-as-they-are.ts';
import { withoutBareImports } from './without-bare-imports.ts';
import { withoutLocales } from './without-locales.ts';

type Entries = Readonly<Record<string, string>>;

/** What an app may decide about its bundle. */
export interface AppOptions {
  /** Modules that something else takes the place of, by the name that they are imported by. */
  readonly alias?: Readonly<Record<string, string>>;
}

/** The bundle of a published library: ESM, declarations left to `tsc`. */
export function library(entry: Entries = { index: 'src/index.ts' }): ReturnType<typeof defineConfig> {
  return defineConfig({ ...shared(entry), plugins: [withoutBareImports] });
}

/**
 * The bundle of an app: everything that it needs, so that nothing else has to be installed. What is imported dynamically
 * stays in files of its own beside main.js: in a single one, Node would load every module of its own that any part
 * imports, and parse every part, before the first line runs.
 */
export function app({ alias = {} }: AppOptions = {}): ReturnType<typeof defineConfig> {
  return defineConfig({
    ...shared({ main: 'src/main.ts' }),
    noExternal: [/.*/],
    splitting: true,
    minify: true,
    esbuildPlugins: [withoutLocales, builtinsAsTheyAre],
    esbuildOptions(options) {
      // From the sources of our packages: what is read at the start is then decided file by file.
      options.conditions = ['@tonearm/source'];
      options.alias = { ...alias };
      options.chunkNames = 'part-[name]-[hash]';
    },
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
    // Deno and bundlers know Node's own modules by their prefix only.
    removeNodeProtocol: false,
    target: 'node22',
    dts: false,
    clean: true,
    sourcemap: true,
  };
}
