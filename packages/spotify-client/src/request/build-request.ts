import type { NamedEndpoint } from '../endpoint.js';
import { apiPath, pathParameters } from './api-path.js';
import { travelsInBody } from './check-parameters.js';

/** A request as it goes to fetch, without the token. */
export interface BuiltRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** Turns a row and its parameters into a request: into the path, the body or the query, as the row says. */
export function buildRequest(
  apiUrl: string,
  endpoint: NamedEndpoint,
  params: Readonly<Record<string, unknown>>,
): BuiltRequest {
  const inPath = pathParameters(endpoint.path);
  const given = Object.entries(params).filter(([name, value]) => value !== undefined && !inPath.includes(name));
  const inBody = given.filter(([name]) => travelsInBody(endpoint, name));
  const inQuery = given.filter(([name]) => !travelsInBody(endpoint, name));
  const query = new URLSearchParams(inQuery.map(([name, value]): [string, string] => [name, String(value)])).toString();
  const path = apiPath(endpoint.path, params, endpoint.name);
  return {
    url: query === '' ? apiUrl + path : `${apiUrl}${path}?${query}`,
    method: endpoint.method,
    ...buildBody(endpoint, inBody),
  };
}

function buildBody(
  endpoint: NamedEndpoint,
  entries: readonly [string, unknown][],
): Pick<BuiltRequest, 'headers' | 'body'> {
  // No body at all is how playback is resumed: an empty object has been seen to clear the queue.
  if (entries.length === 0) return { headers: {}, body: undefined };
  if (endpoint.body === 'jpeg') {
    return { headers: { 'content-type': 'image/jpeg' }, body: String(entries[0]?.[1]) };
  }
  return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(Object.fromEntries(entries)) };
}
