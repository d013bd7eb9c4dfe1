/** What an honest emulator of Spotify requires, by area. Each has a proof in the file of its area, or the test fails. */
export const requirements = {
  accounts: [
    'a redirect URI has to be the registered one, letter for letter, but for the port of the loopback address',
    'a redirect to localhost is refused on a page, not by a redirect',
    'a PKCE verifier has to fit its challenge',
    'a code is good once and for ten minutes',
    'an access token lives for 3600 seconds and says its scopes',
    'a refresh may come without a new refresh token',
    'a consent ends after six months, and refreshing does not prolong it',
    'with rotation, a used refresh token is revoked',
    'a revocation ends access and refresh',
    'the token endpoint says each of its errors in its own words',
    'the owner of an app in Development Mode needs Premium',
    'who is not on the allow-list signs in and is refused afterwards',
  ],
  errors: [
    'a 401 says what is wrong in its header only',
    'the messages of the 401 from before mid-2026 are a switch',
    'a missing scope is a 403',
    'an operation that is gone is a 403',
    'the player says its refusals with a reason',
    'what does not exist is a 404',
    'what is malformed is a 400 with the words of Spotify',
  ],
  limits: [
    'a rolling window of thirty seconds',
    'rolling buckets of twenty-four hours, each on its own',
    'a 429 that a browser cannot read',
    'a 429 without Retry-After',
    'a 429 without a body',
  ],
  player: [
    'nothing to play on is a 204 without a body',
    'a command may be answered by a 200 with a random text',
    'one device is active at a time',
    'a restricted device takes no commands',
    'a device without volume refuses it with its own reason',
    'a device without an id cannot be named',
    'a device that idles for half an hour falls asleep',
    'reads right after a command may be stale',
    'commands may overtake each other',
    'an episode is null for whoever does not know episodes',
    'a free user hears advertisements',
    'a private session leaves no history',
    'a free user cannot command a player',
  ],
  playlists: [
    'at most a hundred URIs at once',
    'items are put where the position says',
    'removing a URI removes all of its places',
    'a new snapshot shows late, and another one before it',
    'the contents of foreign playlists are not shown',
    'files of a listener and what is gone keep their places',
    'public: false may be ignored',
    'a cover is accepted as JPEG of up to 256 KB',
    'the total in a list of playlists may be stale',
  ],
  library: [
    'URIs go into the query, never into a body',
    'at most forty URIs at once',
    'answers come in the order of the question',
    'kinds may be mixed, and each needs its own scope',
  ],
  search: [
    'search and the albums of an artist give ten at most',
    'playlists of the house leave holes',
    'every kind is paged on its own',
    'an offset goes up to a thousand',
  ],
  history: ['fifty tracks and no more', 'where nothing is left, there are no cursors'],
  paging: ['links are absolute and lead back to the emulator'],
  faults: [
    'a 500, 502, 503 and 504',
    'a body of HTML',
    'a truncated body',
    'a slow body',
    'a connection that is cut before the change',
    'a connection that is cut after the change',
    'a clock that differs from the client’s',
  ],
} as const;

/** The name of a requirement. */
export type Requirement<Area extends keyof typeof requirements> = (typeof requirements)[Area][number];

/** One proof for each requirement of an area. */
export type Proofs<Area extends keyof typeof requirements> = Readonly<Record<Requirement<Area>, () => Promise<void>>>;
