import { build } from 'esbuild';

/** Bundles a program as somebody's web page would, from the package as it is built; what needs Node does not bundle. */
export async function bundle(program: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: program, resolveDir: import.meta.dirname },
    bundle: true,
    minify: true,
    platform: 'browser',
    format: 'iife',
    globalName: 'program',
    write: false,
    logLevel: 'silent',
  });
  return outputFiles[0]?.text ?? '';
}
