import type { NamedEndpoint } from '../endpoint.js';
import { InvalidParameterError } from '../errors.js';
import { listed } from '../listed.js';
import { idHint } from './api-path.js';
import { isRecord } from './error-body.js';

const idListName = /(^|_)(ids|artists|tracks)$/;
// People's ids are names that they chose, with letters of any language.
const id = /^[^\s/?#:,]+$/u;
const uri = /^spotify:([a-z_]+):\S+$/;

/** Refuses words that Spotify does not know, URIs of the wrong kind, and what is no id or no URI at all. */
export function checkWords(endpoint: NamedEndpoint, name: string, value: unknown): void {
  const choices = endpoint.choices?.[name];
  if (choices !== undefined && !listed(value).every((word) => choices.includes(String(word)))) {
    throw invalid(endpoint, name, `must be one or more of: ${choices.join(', ')}`, 'Check the spelling.');
  }
  const kinds = endpoint.kinds?.[name];
  if (kinds !== undefined) for (const entry of listed(value)) checkUri(endpoint, name, entry, kinds);
  if (kinds === undefined && idListName.test(name)) for (const entry of listed(value)) checkId(endpoint, name, entry);
}

/** The error for a parameter that cannot be right; it repeats no value. */
export function invalid(
  endpoint: NamedEndpoint,
  parameter: string,
  problem: string,
  hint?: string,
): InvalidParameterError {
  return new InvalidParameterError(`The parameter ${parameter} ${problem}.`, {
    parameter,
    endpoint: endpoint.name,
    hint,
  });
}

function checkUri(endpoint: NamedEndpoint, name: string, entry: unknown, kinds: readonly string[]): void {
  const text = isRecord(entry) ? entry.uri : entry;
  const kind = typeof text === 'string' ? uri.exec(text)?.[1] : undefined;
  if (kind === undefined) {
    const hint = `Write spotify:${kinds[0]}:… with its id; an id or a URL alone is not enough.`;
    throw invalid(endpoint, name, 'must hold URIs of Spotify', hint);
  }
  if (kinds.includes(kind)) return;
  throw invalid(endpoint, name, `must hold URIs of another kind than ${kind}`, `Possible: ${kinds.join(', ')}.`);
}

function checkId(endpoint: NamedEndpoint, name: string, entry: unknown): void {
  if (typeof entry === 'string' && id.test(entry)) return;
  if (isRecord(entry) && (typeof entry.id === 'string' || typeof entry.uri === 'string')) return;
  throw invalid(endpoint, name, 'must hold ids of Spotify', idHint(entry));
}
