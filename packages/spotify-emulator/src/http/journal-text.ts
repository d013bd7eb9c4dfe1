import type { IncomingRequest } from './reply.js';

const secrets = ['client_secret', 'code', 'code_verifier', 'refresh_token'];
const longest = 16_000;

/** The parameters of a request as a plain object. */
export function journalQuery(query: URLSearchParams): Readonly<Record<string, string>> {
  return Object.fromEntries(query);
}

/** A body as the journal keeps it: parsed if it was JSON or a form, shortened if it was long, without secrets. */
export function journalBody({ body, header }: IncomingRequest): unknown {
  if (body === '') return undefined;
  if (header('content-type')?.startsWith('application/x-www-form-urlencoded')) {
    const form = Object.fromEntries(new URLSearchParams(body));
    for (const name of secrets) if (form[name] !== undefined) form[name] = '(not shown)';
    return form;
  }
  if (body.length <= longest && /^[{[]/.test(body)) {
    try {
      return JSON.parse(body);
    } catch {
      // Kept as the text that it is.
    }
  }
  return body.length > longest ? `${body.slice(0, longest)}…` : body;
}
