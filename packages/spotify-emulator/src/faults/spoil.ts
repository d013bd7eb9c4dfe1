import { randomToken } from '../http/random-token.js';
import { empty, errorReply, html, json, type Reply, text } from '../http/reply.js';
import type { Fault } from './merge.js';
import { type BodyKind, statusOf, usualRefusal } from './rule.js';

const messages: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Missing/invalid/expired access token',
  403: 'Forbidden',
  404: 'Resource not found',
  429: 'API rate limit exceeded',
  500: 'Server error.',
  502: 'Bad gateway.',
  503: 'Service unavailable.',
  504: 'Gateway timeout.',
};

const unauthorizedHeader = {
  'www-authenticate': 'Bearer realm="spotify", error="invalid_token", error_description="Invalid access token"',
};

/** The answer that a rule puts in the place of the real one; undefined when the request is to be carried out. */
export function faultReply({ rule }: Fault): Reply | undefined {
  const { reason } = rule;
  const usual = reason === undefined ? undefined : usualRefusal(reason);
  const status = statusOf(rule);
  if (status === undefined) return undefined;
  if (status < 300) return empty(status);
  const message = rule.message ?? usual?.message ?? messages[status] ?? 'Error';
  return errorReply(status, message, reason, status === 401 ? unauthorizedHeader : {});
}

/** What a rule makes of an answer on its way out. */
export function spoil(reply: Reply, fault: Fault, now: number): Reply {
  const { rule, endsAt } = fault;
  const spoiled = rule.body === undefined ? reply : withBody(reply, rule.body);
  const countdown = statusOf(rule) === 429 && endsAt !== undefined ? Math.ceil((endsAt - now) / 1000) : undefined;
  const retryAfter = rule.retryAfterSeconds ?? countdown;
  const headers = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
  const { 'content-type': _type, etag: _etag, ...kept } = reply.headers;
  return {
    ...spoiled,
    headers: { ...kept, ...spoiled.headers, ...headers },
    ...(rule.dripMs === undefined ? {} : { dripMs: rule.dripMs }),
  };
}

function withBody(reply: Reply, kind: BodyKind): Reply {
  switch (kind) {
    case 'empty':
      return empty(reply.status);
    case 'html':
      return html('<html><body><h1>Something went wrong</h1></body></html>', reply.status);
    case 'text':
      return text('upstream connect error or disconnect/reset before headers', reply.status);
    case 'token':
      return text(randomToken(), reply.status === 204 ? 200 : reply.status);
    case 'truncated':
      return { ...reply, body: reply.body.slice(0, Math.floor(reply.body.length / 2)) };
    case 'wrong-type':
      return json(['what', 'nobody', 'expects'], reply.status === 204 ? 200 : reply.status);
  }
}
