import { acceptHabits, describeIssue, nearest, type Tool, UserInputError } from '@tonearm/tools';
import type { z } from 'zod';

/** Checks a call's arguments. Throws a UserInputError that names each wrong argument, and the nearest one that exists. */
export async function parseArguments(tool: Tool, given: unknown): Promise<z.output<Tool['input']>> {
  const parsed = await tool.input.safeParseAsync(acceptHabits(tool.input, given ?? {}));
  if (parsed.success) return parsed.data;
  const known = Object.keys(tool.input.shape);
  const complaints = parsed.error.issues.flatMap((issue) => explainIssue(issue, known));
  throw new UserInputError(
    `Invalid arguments for ${tool.name}: ${[...new Set(complaints)].join('; ')}.`,
    `${tool.name} takes: ${known.length === 0 ? 'no arguments' : known.join(', ')}.`,
  );
}

/** The words for a tool that does not exist, or is switched off here. */
export function explainUnknownTool(name: string, known: readonly string[]): string {
  const guess = nearest(name, known);
  return `Unknown tool "${shorten(name)}".${guess === undefined ? '' : ` Did you mean "${guess}"?`} Available: ${known.join(', ')}.`;
}

function explainIssue(issue: z.core.$ZodIssue, known: readonly string[]): readonly string[] {
  if (issue.code === 'unrecognized_keys' && issue.path.length === 0) {
    return issue.keys.map((key) => {
      const guess = nearest(key, known);
      return `unknown argument "${shorten(key)}"${guess === undefined ? '' : ` (did you mean "${guess}"?)`}`;
    });
  }
  return [`${pathOf(issue)} ${describeIssue(issue)}`];
}

function pathOf(issue: z.core.$ZodIssue): string {
  const path = issue.path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('');
  return path === '' ? 'arguments' : path.replace(/^\./, '');
}

function shorten(name: string): string {
  return name.length <= 60 ? name : `${name.slice(0, 60)}…`;
}
