import { type Tool, toJsonSchema } from '@tonearm/tools';
import { Argument, InvalidArgumentError, Option } from 'commander';

/** One field of a tool's input, as far as a command line is concerned. */
export interface Field {
  /** The field's own name: `device_id`. */
  readonly name: string;
  /** The flag's name: `device-id`. */
  readonly flag: string;
  readonly type: 'text' | 'number' | 'boolean';
  readonly isList: boolean;
  readonly isRequired: boolean;
  readonly choices?: readonly string[];
  readonly fallback?: unknown;
  readonly help: string;
}

interface JsonSchema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly default?: unknown;
  readonly description?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
}

/** The fields of an input schema, in the order in which they are declared. */
export function readFields(schema: Tool['input']): readonly Field[] {
  const { properties = {}, required = [] } = toJsonSchema(schema, 'input') as JsonSchema;
  return Object.entries(properties).map(([name, declared]) => readField(name, declared, required.includes(name)));
}

function readField(name: string, declared: JsonSchema, isRequired: boolean): Field {
  const property = declared.anyOf?.find((option) => option.type !== 'null') ?? declared;
  const isList = property.type === 'array';
  const value = (isList ? property.items : property) ?? {};
  const choices = value.enum?.map(String);
  return {
    name,
    flag: toKebabCase(name),
    type:
      value.type === 'integer' || value.type === 'number' ? 'number' : value.type === 'boolean' ? 'boolean' : 'text',
    isList,
    isRequired,
    help: [declared.description ?? property.description ?? toKebabCase(name).replaceAll('-', ' '), range(value)]
      .filter(Boolean)
      .join(', '),
    ...(choices && { choices }),
    ...(declared.default !== undefined && { fallback: declared.default }),
  };
}

/** A positional argument of a command: `<query>`, `[item]`, `<items...>`. */
export function toArgument(field: Field): Argument {
  const name = `${field.flag}${field.isList ? '...' : ''}`;
  const argument = new Argument(field.isRequired ? `<${name}>` : `[${name}]`, field.help);
  if (field.choices) argument.choices(field.choices);
  if (!field.isList && field.type === 'number') argument.argParser(toNumber);
  return argument;
}

/** The flags of a field: one, or `--x` and `--no-x` for a switch that may be off. */
export function toOptions(field: Field): readonly Option[] {
  if (field.type === 'boolean') return toSwitches(field);
  const option = new Option(`--${field.flag} <${placeholder(field)}>`, `${field.help}${notes(field)}`);
  if (field.isRequired) option.makeOptionMandatory();
  const parseOne = field.type === 'number' ? toNumber : (text: string): unknown => chosen(text, field.choices);
  if (field.isList) {
    option.argParser<unknown[]>((text, before) => [...(before ?? []), ...split(text, field).map(parseOne)]);
  } else {
    option.argParser(parseOne);
  }
  if (field.choices) option.argChoices = [...field.choices];
  return [option];
}

/** `device_id` → `device-id`. */
export function toKebabCase(name: string): string {
  return name
    .replaceAll('_', '-')
    .replace(/(?<=[a-z0-9])[A-Z]/g, (letter) => `-${letter}`)
    .toLowerCase();
}

function toSwitches(field: Field): readonly Option[] {
  const on = new Option(`--${field.flag}`, field.help);
  const off = new Option(`--no-${field.flag}`, `not: ${field.help}`);
  // A lone --no-x would make commander invent a "true" that nobody typed.
  if (field.fallback === true) return [on.hideHelp(), off];
  return field.fallback === false ? [on] : [on, off];
}

function split(text: string, field: Field): readonly string[] {
  return field.choices || field.type === 'number' ? text.split(',').map((part) => part.trim()) : [text];
}

function chosen(text: string, choices: readonly string[] | undefined): string {
  if (choices && !choices.includes(text)) {
    throw new InvalidArgumentError(`Allowed choices are ${choices.join(', ')}.`);
  }
  return text;
}

function toNumber(text: string): number {
  const number = text.trim() === '' ? Number.NaN : Number(text);
  if (!Number.isFinite(number)) throw new InvalidArgumentError('It must be a number.');
  return number;
}

// The schema fills in the default; the command line only says which one.
function notes({ isList, fallback }: Field): string {
  const words = [isList && 'repeat it for more', fallback !== undefined && `default: ${[fallback].flat().join(', ')}`];
  const text = words.filter(Boolean).join('; ');
  return text && ` (${text})`;
}

function placeholder({ type, choices, name }: Field): string {
  if (choices) return 'choice';
  if (type === 'number') return 'number';
  return name === 'id' || name.endsWith('_id') ? 'id' : 'text';
}

function range({ minimum, maximum }: JsonSchema): string {
  const low = minimum !== undefined && minimum > Number.MIN_SAFE_INTEGER;
  const high = maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER;
  if (low && high) return `${minimum} to ${maximum}`;
  if (low) return `at least ${minimum}`;
  return high ? `at most ${maximum}` : '';
}
