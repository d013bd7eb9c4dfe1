import { build } from 'esbuild';

/** Bundles a program as somebody's web page would, from the package as it is built; what needs Node does not bundle. */
export async function bundle(program: string): Promise<string> {
  const { outputFiles, warnings } = await build({
    stdin: { contents: program, resolveDir: import.meta.dirname },
    bundle: true,
    minify: true,
    platform: 'browser',
    format: 'iife',
    globalName: 'program',
    write: false,
    logLevel: 'silent',
  });
  // They would be on the screen of everybody who bundles the package.
  if (warnings.length > 0) throw new Error(warnings.map(({ text }) => text).join('\n'));
  return outputFiles[0]?.text ?? '';
}
