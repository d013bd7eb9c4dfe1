import type { SpotifyClient } from '@tonearm/spotify-client';
import type { z } from 'zod';
import type { Diagnosis } from './diagnosis.js';
import type { Toolset } from './toolsets.js';
import type { WriteJournal } from './writes/journal.js';

/** What a tool may do to the person's account: look, change, or take something away. */
export type Effect = 'read' | 'write' | 'destroy';

/** What a tool is given to work with; it may reach nothing else. */
export interface ToolContext {
  readonly spotify: SpotifyClient;
  readonly signal: AbortSignal;
  /** The time in epoch milliseconds; `Date.now` unless told otherwise. */
  readonly now?: () => number;
  /** Waits; rejects when the signal aborts. A timer unless told otherwise. */
  readonly wait?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** Hears how far a long job has come. */
  readonly progress?: (progress: Progress) => void;
  /** Asks the person a yes-or-no question; without it, or when nobody can be asked, a confirm token does it. */
  readonly ask?: (question: string) => Promise<PersonsAnswer>;
  /** Says how the program is that carries out the tools; absent where nobody knows. */
  readonly diagnose?: () => Promise<Diagnosis>;
  /** Keeps the writes that can be undone; without it nothing can. */
  readonly journal?: WriteJournal;
}

/** How far a job has come; both figures count the same things. */
export interface Progress {
  readonly done: number;
  readonly total: number;
  readonly message?: string;
}

/** What a person said to a question, or that nobody could be asked. */
export type PersonsAnswer = 'yes' | 'no' | 'nobody_to_ask';

/** Where a tool sits in the command line, e.g. `{ path: ['playlist', 'add'], positionals: ['playlist', 'items'] }`. */
export interface ToolCommand {
  readonly path: readonly string[];
  readonly positionals?: readonly string[];
  /** Fields that a person has in a file: a command takes the name of the file, or `-`, and reads it as this. */
  readonly files?: Readonly<Record<string, 'text' | 'base64'>>;
  /** The field of the output that is a document, to be written as it is to wherever a person wants it. */
  readonly document?: string;
  /** What a person means who does not say it, where that differs from what is good for a conversation. */
  readonly defaults?: Readonly<Record<string, unknown>>;
  /** Words for one part of it alone, e.g. `volume 30`. */
  readonly short?: readonly ShortCommand[];
}

/** A command that gives a tool one field and nothing else. */
export interface ShortCommand {
  readonly path: readonly string[];
  readonly title: string;
  readonly field: string;
}

/** A call that shows what a tool is for. */
export interface ToolExample {
  readonly title: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** One thing that an assistant or a person may want done: the source of an MCP tool, a command and a line of documentation. */
export interface Tool<Input extends z.ZodObject = z.ZodObject, Output extends z.ZodObject = z.ZodObject> {
  readonly name: string;
  readonly title: string;
  /** At most 300 characters; says what the tool does and when to use another one, never repeats the parameters. */
  readonly description: string;
  readonly toolset: Toolset;
  readonly effect: Effect;
  /** Whether doing it twice leaves the same as doing it once. Reads always do. */
  readonly idempotent?: boolean;
  readonly input: Input;
  readonly output: Output;
  /** Present where Spotify lets only some apps do it: those in extended quota mode, or only those that had it before. */
  readonly access?: 'extended' | 'legacy';
  /** Every Spotify scope that some call of the tool needs. */
  readonly scopes: readonly string[];
  readonly examples?: readonly ToolExample[];
  readonly command?: ToolCommand;
  /** Does it. Throws errors that `explainError` can put into words. */
  run(input: z.output<Input>, context: ToolContext): Promise<z.input<Output>>;
  /** Says the result in a few lines, for a model or a person. */
  text(output: z.output<Output>): string;
}

/** A tool as it is written down. Its schemas are made when somebody first looks at them: most of them nobody ever does. */
export interface ToolDefinition<Input extends z.ZodObject, Output extends z.ZodObject>
  extends Omit<Tool<Input, Output>, 'input' | 'output'> {
  readonly input: () => Input;
  readonly output: () => Output;
}

/** Declares a tool; the types of `run` and `text` follow from its schemas. */
export function defineTool<Input extends z.ZodObject, Output extends z.ZodObject>(
  definition: ToolDefinition<Input, Output>,
): Tool<Input, Output> {
  let input: Input | undefined;
  let output: Output | undefined;
  return {
    ...definition,
    get input() {
      input ??= definition.input();
      return input;
    },
    get output() {
      output ??= definition.output();
      return output;
    },
  };
}
