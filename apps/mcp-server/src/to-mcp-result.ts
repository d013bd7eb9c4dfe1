import type { CallToolResult } from '@modelcontextprotocol/server';
import { explainError, type Tool, UserInputError } from '@tonearm/tools';
import { onlyIds, withoutNames } from './ids-only.js';

/** Beyond this, clients cut an answer themselves, or keep it from the model. */
const maxTextCharacters = 45_000;
const maxErrorCharacters = 2_000;
/** Some clients give the model the structured form: a book is no answer in a conversation. */
const maxStructuredCharacters = 150_000;
/** Below this a text has no structured form that is too long: it is not measured. */
const longText = 20_000;

/** The key in `_meta` under which programs find an error's code. */
export const errorMetaKey = 'tonearm/error';

/** What of an answer may reach the model. */
export interface Disclosure {
  /** Whether nothing that Spotify or its users wrote may. */
  readonly idsOnly?: boolean | undefined;
}

/** A tool's output as MCP wants it: structured for programs, and a short text for the model. */
export function toMcpResult(
  tool: Tool,
  raw: Awaited<ReturnType<Tool['run']>>,
  { idsOnly = false }: Disclosure = {},
): CallToolResult {
  const checked = tool.output.safeParse(idsOnly ? onlyIds(raw) : raw);
  if (!checked.success)
    throw new TypeError(`${tool.name} broke its promise about its output`, { cause: checked.error });
  const output = checked.data;
  const text = tool.text(output);
  // What a write did must be said, however long it is.
  if (tool.effect === 'read' && text.length > longText) refuseBook(tool, JSON.stringify(output).length);
  return { content: [{ type: 'text', text: cut(text, maxTextCharacters, wayOut(tool)) }], structuredContent: output };
}

function refuseBook(tool: Tool, characters: number): void {
  if (characters <= maxStructuredCharacters) return;
  throw new UserInputError(`The answer would be ${characters} characters long: too much for one.`, wayOut(tool));
}

function wayOut({ input }: Tool): string {
  return Object.hasOwn(input.shape, 'limit')
    ? 'Ask for fewer at a time with limit, and go on with offset.'
    : 'Ask for less at a time.';
}

/** Anything thrown, as an answer that says what happened and what to do next; no stack, token or text of Spotify's gets through. */
export function toMcpError(error: unknown, { idsOnly = false }: Disclosure = {}): CallToolResult {
  const report = explainError(error);
  const said = [`Error (${report.code}): ${report.message}`, ...(report.hint ? [report.hint] : [])];
  const lines = idsOnly ? said.map(withoutNames) : said;
  return {
    isError: true,
    content: [{ type: 'text', text: cut(lines.join('\n'), maxErrorCharacters, '') }],
    _meta: {
      [errorMetaKey]: {
        code: report.code,
        is_retryable: report.isRetryable,
        ...(report.retryAfterMs !== undefined && { retry_after_ms: report.retryAfterMs }),
      },
    },
  };
}

/** The stable word for anything thrown. */
export function codeOf(error: unknown): string {
  return explainError(error).code;
}

function cut(text: string, maxCharacters: number, more: string): string {
  if (text.length <= maxCharacters) return text;
  const note = `\n… ${text.length - maxCharacters} more characters left out. ${more}`.trimEnd();
  return text.slice(0, maxCharacters - note.length) + note;
}
