import { expect, test } from 'vitest';
import * as surface from './index.js';

test('exports what it promises and nothing else', () => {
  expect(Object.keys(surface).sort()).toMatchInlineSnapshot(`
    [
      "AbortedError",
      "ApiError",
      "AuthenticationError",
      "BadRequestError",
      "ForbiddenError",
      "InvalidParameterError",
      "NetworkError",
      "NoActiveDeviceError",
      "NotFoundError",
      "QuotaExceededError",
      "RateLimitError",
      "ServerError",
      "SpotifyError",
      "TimeoutError",
      "UnexpectedResponseError",
      "authorizeUrl",
      "chunk",
      "clientCredentials",
      "createClient",
      "createPkce",
      "createSpotifyClient",
      "defineEndpoint",
      "endpoints",
      "exchangeCode",
      "isSpotifyError",
      "listEndpoints",
      "paginate",
      "refreshingToken",
    ]
  `);
});
