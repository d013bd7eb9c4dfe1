import { checkApp } from './check-app.js';
import { expiringToken } from './expiring-token.js';
import { requestToken, type TokenEndpointOptions, type TokenReply } from './request-token.js';
import type { TokenSource } from './token-source.js';

/** What client credentials need. */
export interface ClientCredentialsOptions extends TokenEndpointOptions {
  readonly clientSecret: string;
}

/** Tokens for the app itself, without a person: enough for the catalogue. */
export function clientCredentials(options: ClientCredentialsOptions): TokenSource {
  let reply: TokenReply | undefined;
  return expiringToken({
    current: () => reply,
    now: options.now ?? Date.now,
    async renew() {
      // Only here: other grants are given to apps without a secret too.
      checkApp({ ...options, clientSecret: options.clientSecret ?? '' });
      reply = await requestToken(options, { grant_type: 'client_credentials' });
      return reply.accessToken;
    },
  });
}
