import { app } from '@tonearm/tooling/tsup';
import { defineConfig, type Options } from 'tsup';

type Plugin = NonNullable<Options['esbuildPlugins']>[number];

/** zod's messages in forty languages, none of which is ever shown. */
const noLocales: Plugin = {
  name: 'no-locales',
  setup(build) {
    build.onResolve({ filter: /\/locales\/index\.js$/ }, ({ importer, path }) =>
      importer.includes('/zod/') ? { path, namespace: 'no-locales', sideEffects: false } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'no-locales' }, () => ({ contents: 'export {};' }));
  },
};

// Clients wait for the start of a stdio server, and most of it is reading code. So what a client need not wait for
// (HTTP, the runtime, the emulator) goes into files of its own, which are read when they are needed.
const config: Options = {
  ...(app() as Options),
  splitting: true,
  esbuildPlugins: [noLocales],
  esbuildOptions(options) {
    // From the sources: what is read at the start is then decided file by file, not package by package.
    options.conditions = ['@tonearm/source'];
    options.alias = { '@modelcontextprotocol/server/_shims': './src/sdk-shims.ts' };
    options.chunkNames = 'part-[name]-[hash]';
  },
};

export default defineConfig(config);
