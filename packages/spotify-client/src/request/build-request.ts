import type { NamedEndpoint } from '../endpoint.js';
import { apiPath, pathParameters } from './api-path.js';
import { travelsInBody } from './check-parameters.js';

/** A request as it goes to fetch, without the token. */
export interface BuiltRequest {
  readonly url: string;
  readonly method: string;
  readonly contentType: string | undefined;
  readonly body: string | undefined;
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
  for (const [name, value] of Object.entries(params)) {
    if (value === undefined || inPath.includes(name)) continue;
    if (travelsInBody(endpoint, name)) inBody.push([name, value]);
    else inQuery.push([name, String(value)]);
  }
  const path = apiUrl + apiPath(endpoint.path, params, endpoint.name);
  return {
    url: inQuery.length === 0 ? path : `${path}?${new URLSearchParams(inQuery)}`,
    method: endpoint.method,
    ...buildBody(endpoint, inBody),
  };
}

function buildBody(
  endpoint: NamedEndpoint,
  entries: readonly [string, unknown][],
): Pick<BuiltRequest, 'contentType' | 'body'> {
  // No body at all is how playback is resumed: an empty object has been seen to clear the queue.
  if (entries.length === 0) return { contentType: undefined, body: undefined };
  if (endpoint.body === 'jpeg') return { contentType: 'image/jpeg', body: String(entries[0]?.[1]) };
  return { contentType: 'application/json', body: JSON.stringify(Object.fromEntries(entries)) };
}
