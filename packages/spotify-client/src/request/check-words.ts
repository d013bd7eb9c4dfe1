import type { NamedEndpoint } from '../endpoint.js';
import { InvalidParameterError } from '../errors.js';
import { listed } from '../listed.js';
import { idHint, safeValue } from './api-path.js';
import { isRecord } from './error-body.js';

const idListName = /(^|_)(ids|artists|tracks)$/;
// People's ids are names that they chose, with letters of any language; only what is followed can be a person.
const name = /^[^\s/?#:,]+$/u;
// Those of local files hold what a person named them.
const uri = /^spotify:([a-z_]+):((?<=local:)\S+|[^\s/?#,]+)$/;

/** Refuses words that Spotify does not know, URIs of the wrong kind, and what is no id or no URI at all. */
export function checkWords(endpoint: NamedEndpoint, parameter: string, value: unknown): void {
  const choices = endpoint.choices?.[parameter];
  const kinds = endpoint.kinds?.[parameter];
  const entries = endpoint.types?.[parameter] === 'array' ? listed(value) : [value];
  if (choices !== undefined && !entries.every((word) => choices.includes(String(word)))) {
    throw invalid(endpoint, parameter, `must be one or more of: ${choices.join(', ')}`, 'Check the spelling.');
  }
  for (const entry of entries) {
    if (kinds !== undefined) checkUri(endpoint, parameter, entry, kinds);
    else if (idListName.test(parameter)) checkId(endpoint, parameter, entry);
  }
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

function checkId(endpoint: NamedEndpoint, parameter: string, entry: unknown): void {
  const id = parameter === 'timestamped_ids' ? Object(entry).id : entry;
  if (typeof id === 'string' && (endpoint.path.includes('/follow') ? name : safeValue).test(id)) return;
  throw invalid(endpoint, parameter, 'must hold ids of Spotify', idHint(id));
}
