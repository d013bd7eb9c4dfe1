import { refusalOf } from '../http/player-reason.js';
import { empty, errorReply, type Reply, text } from '../http/reply.js';
import type { Refusal } from './limits.js';
import type { RefusalStyle } from './options.js';

/** The answer to a request that is one too many. A quota and a player always say so in JSON; a window has its moods. */
export function refusalReply({ kind, retryAfterSeconds }: Refusal, style: RefusalStyle = {}): Reply {
  const { body = 'json', retryAfter = true, cors = true } = style;
  const headers = retryAfter ? { 'retry-after': String(retryAfterSeconds) } : {};
  const reply =
    kind === 'quota'
      ? errorReply(429, 'Too many requests', 'QUOTA_EXCEEDED', headers)
      : kind === 'plays'
        ? errorReply(429, refusalOf('RATE_LIMITED').message, 'RATE_LIMITED', headers)
        : body === 'json'
          ? errorReply(429, 'API rate limit exceeded', undefined, headers)
          : body === 'text'
            ? text('Too many requests', 429, headers)
            : empty(429, headers);
  return cors ? reply : { ...reply, isClosedToPages: true };
}
