import type { NamedEndpoint, ParameterNames } from '@tonearm/spotify-client';
import { usageError } from '../errors.js';
import { didYouMean } from '../suggest.js';

interface Given {
  readonly name: string;
  readonly value: unknown;
}

/** Reads `name=value`, `name:=JSON`, `--name value` and `--name=value`; what is given twice becomes a list. */
export function readParameters(words: readonly string[], endpoint: NamedEndpoint): Record<string, unknown> {
  const parameters: Record<string, unknown> = {};
  for (const { name, value } of readPairs(words, endpoint)) {
    const before = parameters[name];
    parameters[name] = before === undefined ? value : [before, value].flat();
  }
  return parameters;
}

/** Refuses a call that lacks what Spotify cannot do without, and one that names what the endpoint does not have: nobody would look at it. */
export function checkNames(
  endpoint: string,
  { required, optional }: ParameterNames,
  given: Readonly<Record<string, unknown>>,
): void {
  const known = [...required, ...optional];
  const missing = required.filter((name) => !Object.hasOwn(given, name));
  const [unknown] = Object.keys(given).filter((name) => !known.includes(name));
  if (missing.length === 0 && unknown === undefined) return;
  const problems = [
    missing.length === 0 ? [] : `needs ${missing.join(' and ')}`,
    unknown === undefined ? [] : `has no parameter ${unknown}`,
  ].flat();
  const guess = unknown === undefined ? '' : didYouMean(unknown, known, '');
  throw usageError(
    `${endpoint} ${problems.join(', and ')}.`,
    `${guess} ${usage(endpoint, { required, optional })}`.trim(),
  );
}

/** More of them than this would say nothing. */
const mostNames = 8;

function usage(endpoint: string, { required, optional }: ParameterNames): string {
  const words = ['tonearm', 'api', endpoint, ...required.map((name) => `${name}=…`)].join(' ');
  if (optional.length === 0) return `Write: ${words}`;
  const more = optional.length > mostNames ? ' and others' : '';
  return `Write: ${words} (it also takes ${optional.slice(0, mostNames).join(', ')}${more})`;
}

function readPairs(words: readonly string[], endpoint: NamedEndpoint): readonly Given[] {
  const pairs: Given[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    const [, dashes, name, operator, text] = /^(--)?([a-zA-Z][\w-]*)(:?=)?(.*)$/s.exec(word) ?? [];
    if (name === undefined || (operator === undefined && (text !== '' || dashes === undefined))) {
      throw usageError(`"${word}" is no parameter.`, 'Write name=value, name:=JSON or --name value.');
    }
    if (operator === undefined) index += 1;
    const value = operator === undefined ? words[index] : text;
    if (value === undefined) throw usageError(`--${name} needs a value.`, `Write --${name} value, or ${name}=value.`);
    const parameter = name.replaceAll('-', '_');
    pairs.push({
      name: parameter,
      value: operator === ':=' ? readJson(parameter, value) : readText(parameter, value, endpoint),
    });
  }
  return pairs;
}

function readJson(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw usageError(`${name}:= is followed by JSON, and this is none: ${text}`, `For text, write ${name}=${text}`);
  }
}

function readText(name: string, text: string, endpoint: NamedEndpoint): unknown {
  const type = endpoint.types?.[name];
  if (type === 'array') return text.split(',');
  if (type === 'boolean' && /^(true|false)$/.test(text)) return text === 'true';
  // Anything else stays as it was typed, and the client says what is wrong with it.
  return (type === 'integer' || type === 'number') && String(Number(text)) === text ? Number(text) : text;
}
