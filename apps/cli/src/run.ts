import { tools as everyTool, type Tool } from '@tonearm/tools';
import { CommanderError } from 'commander';
import { createContext, type Edge, type GlobalFlags } from './context.js';
import { createProgram } from './program.js';
import { explain, writeReport } from './report.js';

/** Runs one command line, and gives its exit code. The one place where errors become words. */
export async function run(words: readonly string[], edge: Edge, tools: readonly Tool[] = everyTool): Promise<number> {
  const context = createContext({ ...edge, tools, flags: () => program.opts<GlobalFlags>() });
  const program = createProgram(context);
  try {
    await program.parseAsync(words, { from: 'user' });
    return 0;
  } catch (error) {
    // Help and version end this way too.
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    const { err } = edge.streams;
    const exitCode = writeReport(explain(error, edge.signal, tools), err, wantsJson(words));
    if (/^(debug|trace)$/.test(edge.environment.TONEARM_LOG_LEVEL ?? '') && error instanceof Error)
      err.write(`${error.stack}\n`);
    return exitCode;
  } finally {
    await context.close();
  }
}

/** Whether errors are to be JSON; read by hand, because an error may come before commander has seen the flag. */
export function wantsJson(words: readonly string[]): boolean {
  const end = words.indexOf('--');
  return (end === -1 ? words : words.slice(0, end)).includes('--json');
}
