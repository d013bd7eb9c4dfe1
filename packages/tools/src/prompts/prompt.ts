import type { Completer } from '../completions/completer.js';

/** What a prompt may be filled in with. */
export interface PromptArgument {
  readonly name: string;
  readonly description: string;
  readonly required: boolean;
  /** Suggests values while somebody types. */
  readonly complete?: Completer;
}

/** A request that a person can pick in their client instead of typing it. */
export interface Prompt {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly arguments: readonly PromptArgument[];
  /** The tools that its steps name: without one of them it is not offered. */
  readonly tools: readonly string[];
  /** The message for the model, filled in. */
  text(values: Readonly<Record<string, string>>): string;
}

/** An argument that may be left out. */
export function optional(name: string, description: string, complete?: Completer): PromptArgument {
  return { name, description, required: false, ...(complete && { complete }) };
}

/** An argument that must be given. */
export function required(name: string, description: string, complete?: Completer): PromptArgument {
  return { name, description, required: true, ...(complete && { complete }) };
}

/** What somebody filled in, between quotes that it cannot end itself. */
export function filled(value: string | undefined, otherwise: string): string {
  const text = value?.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  return text === undefined || text === '' ? otherwise : `"${text.replaceAll('"', "'")}"`;
}

/** Steps, one a line, numbered. */
export function steps(request: string, ...list: readonly string[]): string {
  return [request, ...list.map((step, index) => `${index + 1}. ${step}`)].join('\n');
}
