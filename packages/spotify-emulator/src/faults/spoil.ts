import { empty, errorReply, html, type Reply, text } from '../http/reply.js';
import type { FaultRule } from './faults.js';

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

const reasonMessages: ReadonlyMap<string, string> = new Map([
  ['QUOTA_EXCEEDED', 'Too many requests'],
  ['NO_ACTIVE_DEVICE', 'Player command failed: No active device found'],
  ['PREMIUM_REQUIRED', 'Player command failed: Premium required'],
  ['UNKNOWN', 'Player command failed: Restriction violated'],
]);

/** The answer that a rule puts in the place of the real one; undefined when the request is to be carried out. */
export function faultReply(rule: FaultRule): Reply | undefined {
  if (rule.status === undefined) return undefined;
  const { status, reason } = rule;
  const message = rule.message ?? reasonMessages.get(reason ?? '') ?? messages[status] ?? 'Error';
  return errorReply(status, message, reason);
}

/** What a rule makes of an answer on its way out. */
export function spoil(reply: Reply, rule: FaultRule): Reply {
  const spoiled = rule.body === undefined ? reply : withBody(reply, rule.body);
  if (rule.retryAfterSeconds === undefined) return spoiled;
  return { ...spoiled, headers: { ...spoiled.headers, 'retry-after': String(rule.retryAfterSeconds) } };
}

function withBody(reply: Reply, kind: NonNullable<FaultRule['body']>): Reply {
  switch (kind) {
    case 'empty':
      return empty(reply.status);
    case 'html':
      return html('<html><body><h1>Something went wrong</h1></body></html>', reply.status);
    case 'text':
      return text('upstream connect error or disconnect/reset before headers', reply.status);
    case 'truncated':
      return { ...reply, body: reply.body.slice(0, Math.floor(reply.body.length / 2)) };
  }
}
