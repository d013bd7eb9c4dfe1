import type { IncomingRequest } from '../http/reply.js';
import { withoutSecretFields } from './secrets.js';

const longest = 16_000;

/** The parameters of a request as a plain object, without secrets. */
export function shownQuery(query: URLSearchParams): Readonly<Record<string, string>> {
  return withoutSecretFields(Object.fromEntries(query));
}

/** A body as the journal keeps it: parsed if it was JSON or a form, shortened if it was long, without secrets. */
export function shownBody(request: IncomingRequest): unknown {
  const { body } = request;
  if (body === '') return undefined;
  const isForm = request.header('content-type')?.startsWith('application/x-www-form-urlencoded') ?? false;
  const forAccounts = request.path === '/api/token';
  const value = isForm ? undefined : parse(body);
  // The accounts service reads a form whatever it is called, so there is no body of its that may be shown as it is.
  if (isForm || (forAccounts && value === undefined)) {
    return withoutSecretFields(Object.fromEntries(new URLSearchParams(body)));
  }
  if (value === undefined) return body.length > longest ? `${body.slice(0, longest)}…` : body;
  return forAccounts && !Array.isArray(value) ? withoutSecretFields(value) : value;
}

/** An object or a list in JSON; undefined for anything else, which is kept as the text that it is. */
function parse(body: string): Readonly<Record<string, unknown>> | undefined {
  if (body.length > longest || !/^[{[]/.test(body)) return undefined;
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
