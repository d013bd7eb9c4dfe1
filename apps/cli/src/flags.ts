import { Argument, InvalidArgumentError, Option } from 'commander';
import type { Field } from './fields.js';
import { didYouMean } from './suggest.js';

/** A positional argument of a command: `<query>`, `[item]`, `<items...>`. */
export function toArgument(field: Field): Argument {
  const name = `${field.flag}${field.isList ? '...' : ''}`;
  const argument = new Argument(field.isRequired ? `<${name}>` : `[${name}]`, field.help);
  if (field.choices) {
    const parseOne = (text: string): string => chosen(text, field.choices);
    argument.argParser<unknown>(
      field.isList ? (text, before) => [...(Array.isArray(before) ? before : []), parseOne(text)] : parseOne,
    );
    argument.argChoices = [...field.choices];
  }
  if (!field.isList && field.type === 'number') argument.argParser(numberOf(field));
  if (field.type === 'boolean') argument.argParser(toSwitch);
  return argument;
}

/** The flags of a field: one, or `--x` and `--no-x` for a switch that may be off. */
export function toOptions(field: Field): readonly Option[] {
  if (field.type === 'boolean') return toSwitches(field);
  const option = new Option(`--${field.flag} <${placeholder(field)}>`, `${field.help}${notes(field)}`);
  if (field.isRequired) option.makeOptionMandatory();
  const parseText = (text: string, whole?: string): unknown => chosen(text, field.choices, whole);
  const parseOne = field.type === 'number' ? numberOf(field) : field.type === 'json' ? toJson : parseText;
  if (field.isList) {
    option.argParser<unknown[]>((text, before) => [
      ...(before ?? []),
      ...split(text, field).map((part) => parseOne(part, text)),
    ]);
  } else {
    option.argParser((text) => parseOne(text));
  }
  if (field.choices) option.argChoices = [...field.choices];
  return [option];
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

/** `whole` is what was typed, when the text is one of several in it: only then must be said which one is meant. */
function chosen(text: string, choices: readonly string[] | undefined, whole = text): string {
  if (choices && !choices.includes(text)) {
    const which = text === whole ? '' : `It has "${text}". `;
    throw new InvalidArgumentError(which + didYouMean(text, choices, `Allowed choices are ${choices.join(', ')}.`));
  }
  return text;
}

/** A length of time may be written as tables show it, `1:30`. */
function numberOf({ name }: Field): (text: string) => number {
  return (text) => {
    const [, minutes, seconds] = /^(\d{1,4}):([0-5]\d)$/.exec(text.trim()) ?? [];
    if (!name.endsWith('_ms') || seconds === undefined) return toNumber(text);
    return (Number(minutes) * 60 + Number(seconds)) * 1000;
  };
}

function toSwitch(text: string): boolean {
  if (text === 'on' || text === 'off') return text === 'on';
  throw new InvalidArgumentError('It must be on or off.');
}

function toNumber(text: string): number {
  const number = text.trim() === '' ? Number.NaN : Number(text);
  if (!Number.isFinite(number)) throw new InvalidArgumentError('It must be a number.');
  return number;
}

function toJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new InvalidArgumentError('It must be JSON.');
  }
}

// The schema fills in the default; the command line only says which one.
function notes({ isList, fallback }: Field): string {
  const words = [isList && 'repeat it for more', fallback !== undefined && `default: ${[fallback].flat().join(', ')}`];
  const text = words.filter(Boolean).join('; ');
  return text && ` (${text})`;
}

function placeholder({ type, choices, name }: Field): string {
  if (choices) return 'choice';
  if (type === 'number' || type === 'json') return type;
  return name === 'id' || name.endsWith('_id') ? 'id' : 'text';
}
