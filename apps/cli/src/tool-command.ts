import type { PersonsAnswer, Tool } from '@tonearm/tools';
import type { Command } from 'commander';
import { inCommandWords } from './command-words.js';
import { addConsentFlag, consentField, withoutConsent } from './consent.js';
import type { Context } from './context.js';
import { addDocumentFlag, writeDocument } from './document.js';
import { usageError } from './errors.js';
import { exampleLines } from './examples.js';
import { type Field, readFields } from './fields.js';
import { readFiles } from './file-fields.js';
import { toArgument, toOptions } from './flags.js';
import { readLines } from './input-lines.js';
import { describeIssues } from './issues.js';
import { nothingFound } from './nothing-found.js';
import { unknownVerb } from './noun.js';
import { renderResult } from './output/render.js';
import { progressLine } from './progress.js';
import { sayingWhatIsOld } from './stale.js';

/** What a command line is read into: the words by place, and the flags. */
interface Shape {
  readonly positionals: readonly Field[];
  readonly flags: readonly Field[];
}

/** Makes a command do what a tool does: its words and flags are the tool's input, its output is the tool's. */
export function addToolCommand(command: Command, tool: Tool, context: Context): void {
  const shape = shapeOf(tool);
  command.summary(tool.title).description(inCommandWords(tool.description, context.tools)).allowExcessArguments();
  for (const field of shape.positionals) command.addArgument(toArgument(field));
  for (const option of shape.flags.flatMap(toOptions)) command.addOption(option);
  command.addHelpText('after', () => exampleLines(tool, shape.positionals));
  addConsentFlag(command, tool);
  addDocumentFlag(command, tool);
  command.action(async () => {
    refuseExcess(command, shape.positionals);
    const typed = { ...tool.command?.defaults, ...(await readInput(command, shape, context)) };
    const input = await readFiles(tool, typed, context.streams);
    const parsed = tool.input.safeParse(input);
    if (!parsed.success) throw describeIssues(parsed.error.issues, shape.positionals);
    const output = await runTool(tool, parsed.data, command.opts().yes === true, context);
    const unanswered = withoutConsent(tool, output) ?? nothingFound(tool.name, output);
    if (context.flags().json) renderResult(tool, output, context);
    else if (unanswered === undefined && !(await writeDocument(tool, output, command.opts().output, context))) {
      renderResult(tool, output, context);
    }
    if (unanswered !== undefined) throw unanswered;
  });
}

async function runTool(
  tool: Tool,
  input: Parameters<Tool['run']>[0],
  yes: boolean,
  context: Context,
): Promise<Record<string, unknown>> {
  const { spotify } = await context.runtime();
  const { report, end } = progressLine(context);
  const ask = async (): Promise<PersonsAnswer> => (yes ? 'yes' : 'nobody_to_ask');
  const parts = { spotify, signal: context.signal, progress: report, ask };
  return tool.output.parse(await sayingWhatIsOld(context, () => tool.run(input, parts).finally(end)));
}

function shapeOf(tool: Tool): Shape {
  const { defaults = {} } = tool.command ?? {};
  const fields = readFields(tool.input).map((field) =>
    Object.hasOwn(defaults, field.name) ? { ...field, fallback: defaults[field.name] } : field,
  );
  const positionals = (tool.command?.positionals ?? []).map((name) => {
    const field = fields.find((candidate) => candidate.name === name);
    if (!field) throw new Error(`${tool.name} has a positional "${name}" that is no field of its input`);
    return Object.hasOwn(tool.command?.files ?? {}, name) ? inFile(field) : field;
  });
  const isFlag = ({ name }: Field): boolean =>
    positionals.every((field) => field.name !== name) && name !== consentField;
  return { positionals, flags: fields.filter(isFlag) };
}

/** What is in a file is named by the file. */
function inFile(field: Field): Field {
  return { ...field, flag: 'file', help: `${field.help}: a file, or - for standard input` };
}

function refuseExcess(command: Command, positionals: readonly Field[]): void {
  const last = positionals.at(-1);
  if (last?.isList || command.args.length <= positionals.length) return;
  const [excess = ''] = command.args.slice(positionals.length);
  const noun = command.parent;
  // `queue lst`: the default verb got a word that was meant to be a verb.
  if (last === undefined && noun?.parent) throw unknownVerb(noun, excess);
  if (last === undefined)
    throw usageError(`${command.name()} takes no "${excess}".`, `Look at: tonearm help ${command.name()}`);
  const whole = command.args.slice(positionals.length - 1).join(' ');
  throw usageError(`There is more than one <${last.flag}>.`, `Put quotes around several words: "${whole}"`);
}

async function readInput(command: Command, { positionals, flags }: Shape, context: Context): Promise<object> {
  const options: Readonly<Record<string, unknown>> = command.opts();
  const words = positionals.map(async (field, index) => [
    field.name,
    await readWord(command.processedArgs[index], context),
  ]);
  const given = flags.map((field) => [field.name, options[attributeName(field)]]);
  return Object.fromEntries([...(await Promise.all(words)), ...given].filter(([, value]) => value !== undefined));
}

/** A list of words may hold `-`, which stands for the lines of standard input. */
async function readWord(value: unknown, { streams, signal }: Context): Promise<unknown> {
  if (!Array.isArray(value)) return value;
  if (!value.includes('-')) return value.length > 0 ? value : undefined;
  const lines = await readLines(streams.in, signal);
  return value.flatMap((word) => (word === '-' ? lines : [word]));
}

// How commander names the value of --device-id: deviceId.
function attributeName({ flag }: Field): string {
  return flag.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
