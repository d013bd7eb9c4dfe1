import type { Options } from 'tsup';

type Plugin = NonNullable<Options['plugins']>[number];

/**
 * Leaves out imports of a library's own files that take nothing from them: they only keep an order of evaluation, which no file of ours
 * needs. A package that says it has no side effects, and has such imports, makes esbuild warn everybody who bundles it.
 */
export const withoutBareImports: Plugin = {
  name: 'without-bare-imports',
  renderChunk(code) {
    // The lines stay, so that source maps still fit.
    return { code: code.replaceAll(/^import "\.{1,2}\/[^"]+";$/gm, '') };
  },
};
