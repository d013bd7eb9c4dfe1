import type { NamedEndpoint } from '../endpoint.js';
import type { RequestDetails } from '../errors.js';
import { apiPath, pathParameters } from './api-path.js';
import { travelsInBody } from './check-parameters.js';
import { invalid } from './check-words.js';

/** A request as it goes to fetch, without the token. */
export interface BuiltRequest {
  readonly url: string;
  readonly method: string;
  readonly contentType: string | undefined;
  readonly body: string | undefined;
  readonly details: RequestDetails;
}

/** Turns a row and its parameters into a request: into the path, the body or the query, as the row says. */
export function buildRequest(
  apiUrl: string,
  endpoint: NamedEndpoint,
  params: Readonly<Record<string, unknown>>,
): BuiltRequest {
  const inPath = pathParameters(endpoint.path);
  const inBody: [string, unknown][] = [];
  const inQuery: [string, string][] = [];
  for (const name of Object.keys(params)) {
    const value = params[name];
    if (value === undefined || inPath.includes(name)) continue;
    if (travelsInBody(endpoint, name)) inBody.push([name, value]);
    else inQuery.push([name, String(value)]);
  }
  const path = apiUrl + apiPath(endpoint.path, params, endpoint.name);
  const url = inQuery.length === 0 ? path : `${path}?${new URLSearchParams(inQuery)}`;
  // No body at all is how playback is resumed: an empty object has been seen to clear the queue.
  const { method } = endpoint;
  const details = { method, url: path };
  if (inBody.length === 0) return { url, method, details, contentType: undefined, body: undefined };
  return { url, method, details, ...buildBody(endpoint, inBody) };
}

function buildBody(
  endpoint: NamedEndpoint,
  entries: readonly [string, unknown][],
): Pick<BuiltRequest, 'contentType' | 'body'> {
  if (endpoint.body === 'jpeg') return { contentType: 'image/jpeg', body: String(entries[0]?.[1]) };
  return { contentType: 'application/json', body: toJson(endpoint, entries) };
}

function toJson(endpoint: NamedEndpoint, entries: readonly [string, unknown][]): string {
  try {
    return JSON.stringify(Object.fromEntries(entries));
  } catch {
    const [[name] = ['body'], ...others] = entries;
    // The name of the one that fails by itself is said.
    if (others.length > 0) for (const entry of entries) toJson(endpoint, [entry]);
    throw invalid(endpoint, name, 'holds a BigInt or itself, and JSON cannot');
  }
}
