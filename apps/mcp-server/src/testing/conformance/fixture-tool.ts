import type { CallToolResult, InputRequiredResult, ServerContext } from '@modelcontextprotocol/server';

/** A tool that the conformance suite knows by name. */
export interface FixtureTool {
  readonly name: string;
  readonly inputSchema?: Readonly<Record<string, unknown>> & { readonly type: 'object' };
  run(
    context: ServerContext,
    input: Readonly<Record<string, unknown>>,
  ): CallToolResult | InputRequiredResult | Promise<CallToolResult | InputRequiredResult>;
}

/** An answer of one text. */
export const text = (words: string): CallToolResult => ({ content: [{ type: 'text', text: words }] });

/** The smallest picture: one red pixel. */
export const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==';
/** The shortest sound: a head without a sample. */
export const silence = 'UklGRiQAAABXQVZFZm10IBAAAAABAAEARKwAAIhYAQACABAAZGF0YQAAAAA=';
