import { join } from 'node:path';
import ts from 'typescript-6';

/** What an editor shows about a file that somebody is writing. */
export interface Editor {
  /** What it tells when the pointer rests at the end of `before`, where it is followed by `after`. */
  at(before: string, after?: string): { readonly type: string; readonly words: string };
  /** What it underlines. */
  problems(): readonly string[];
}

/** Opens a file that is not saved, in a folder from which packages are found as anybody finds them: by what they publish. */
export function openEditor(folder: string, text: string): Editor {
  const file = join(folder, 'unsaved.ts');
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.NodeNext,
    lib: ['lib.es2023.d.ts', 'lib.dom.d.ts'],
    types: [],
  };
  const read = (path: string): string | undefined => (path === file ? text : ts.sys.readFile(path));
  const service = ts.createLanguageService({
    getCompilationSettings: () => options,
    getCurrentDirectory: () => folder,
    getDefaultLibFileName: (settings) => ts.getDefaultLibFilePath(settings),
    getScriptFileNames: () => [file],
    getScriptSnapshot: (path) => {
      const content = read(path);
      return content === undefined ? undefined : ts.ScriptSnapshot.fromString(content);
    },
    getScriptVersion: () => '1',
    fileExists: (path) => path === file || ts.sys.fileExists(path),
    readFile: read,
    directoryExists: ts.sys.directoryExists,
    realpath: ts.sys.realpath ?? ((path) => path),
  });
  return {
    at(before, after = '') {
      const place = text.indexOf(before + after);
      if (place < 0) throw new Error(`Nobody wrote ${before}${after}.`);
      const shown = service.getQuickInfoAtPosition(file, place + before.length);
      return {
        type: ts.displayPartsToString(shown?.displayParts),
        words: ts.displayPartsToString(shown?.documentation),
      };
    },
    problems: () =>
      [...service.getSyntacticDiagnostics(file), ...service.getSemanticDiagnostics(file)].map(({ messageText }) =>
        ts.flattenDiagnosticMessageText(messageText, '\n'),
      ),
  };
}
