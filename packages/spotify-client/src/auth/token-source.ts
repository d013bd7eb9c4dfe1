/** How a call for a token can be given up. */
export interface TokenOptions {
  readonly signal?: AbortSignal | undefined;
}

/** Where the client gets its access tokens from. */
export interface TokenSource {
  /** An access token that is good now. */
  token(options?: TokenOptions): Promise<string>;
  /** Another token, after Spotify rejected this one; called once for a call, which is then sent once more. */
  refresh?(rejectedToken: string, options?: TokenOptions): Promise<string>;
}

/** What a person's consent gave, and what has to be kept to use it. */
export interface TokenSet {
  readonly accessToken: string;
  readonly refreshToken?: string;
  /** When the access token ends, in milliseconds since 1970. */
  readonly expiresAt: number;
  readonly scopes: readonly string[];
  /** When the person consented, in milliseconds since 1970; Spotify lets refresh tokens die six months later. */
  readonly authorizedAt?: number;
}
