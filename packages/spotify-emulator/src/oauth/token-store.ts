import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from '../clock.js';
import { oauthProblem } from './oauth-problem.js';

/** What an access token stands for. */
export interface AccessToken {
  /** Undefined for a client credentials token. */
  readonly user: string | undefined;
  readonly scopes: ReadonlySet<string>;
  readonly expiresAt: number;
  /** How many access tokens were issued before it. */
  readonly serial: number;
}

/** What the token endpoint answers. */
export interface TokenReply {
  readonly access_token: string;
  readonly token_type: 'Bearer';
  readonly expires_in: number;
  readonly scope: string;
  readonly refresh_token?: string;
}

/** A consent that waits to be exchanged. */
export interface CodeFacts {
  readonly user: string;
  readonly scopes: readonly string[];
  readonly redirectUri: string;
  readonly challenge: string | undefined;
}

interface RefreshToken {
  readonly user: string;
  readonly scopes: readonly string[];
  readonly consentedAt: number;
  isRevoked: boolean;
}

/** Codes and tokens as plain data. */
export interface TokensState {
  readonly issued: number;
  readonly access: readonly (Omit<AccessToken, 'scopes'> & {
    readonly value: string;
    readonly scopes: readonly string[];
  })[];
  readonly refresh: readonly (Readonly<RefreshToken> & { readonly value: string })[];
  readonly codes: readonly (CodeFacts & { readonly value: string; readonly expiresAt: number })[];
}

const lifetimeSeconds = 3600;
const codeLifetimeMs = 10 * 60_000;
const consentMonths = 6;
const tidyAbove = 10_000;

/** Remembers codes and tokens. All of them age by the emulator's clock. */
export class TokenStore {
  readonly #clock: Clock;
  readonly #access = new Map<string, AccessToken>();
  readonly #refresh = new Map<string, RefreshToken>();
  #issued = 0;
  readonly #codes = new Map<string, CodeFacts & { readonly expiresAt: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Grants without any ceremony: an access and a refresh token. */
  grant(user: string, scopes: readonly string[]): TokenReply & { readonly refresh_token: string } {
    const refresh = this.#issueRefresh({ user, scopes, consentedAt: this.#clock.now(), isRevoked: false });
    return { ...this.issueAccess(user, scopes), refresh_token: refresh };
  }

  /** An access token for a user, or for the app alone. */
  issueAccess(user: string | undefined, scopes: readonly string[]): TokenReply {
    const value = `BQ${randomBytes(48).toString('base64url')}`;
    if (this.#access.size > tidyAbove) this.#forgetExpired();
    const expiresAt = this.#clock.now() + lifetimeSeconds * 1000;
    this.#access.set(value, { user, scopes: new Set(scopes), expiresAt, serial: this.#issued });
    this.#issued += 1;
    return { access_token: value, token_type: 'Bearer', expires_in: lifetimeSeconds, scope: scopes.join(' ') };
  }

  /** The serial number of the next access token. */
  get nextSerial(): number {
    return this.#issued;
  }

  /** The token of this value, expired or not. */
  access(value: string): AccessToken | undefined {
    return this.#access.get(value);
  }

  /** A code for a consent, good once and for ten minutes. */
  issueCode(facts: CodeFacts): string {
    const value = `AQ${randomBytes(64).toString('base64url')}`;
    this.#codes.set(value, { ...facts, expiresAt: this.#clock.now() + codeLifetimeMs });
    return value;
  }

  /** The consent behind a code. It is used up, whatever comes of it. */
  redeemCode(value: string): CodeFacts {
    const facts = this.#codes.get(value);
    this.#codes.delete(value);
    if (!facts) throw oauthProblem('invalid_grant', 'Invalid authorization code');
    if (facts.expiresAt <= this.#clock.now()) throw oauthProblem('invalid_grant', 'Authorization code expired');
    return facts;
  }

  /** New access for an old consent; with `rotate`, the old refresh token dies and a new one comes along. */
  refresh(value: string, rotate: boolean): TokenReply {
    const refresh = this.#refresh.get(value);
    if (!refresh) throw oauthProblem('invalid_grant', 'Invalid refresh token');
    if (refresh.isRevoked) throw oauthProblem('invalid_grant', 'Refresh token revoked');
    if (monthsLater(refresh.consentedAt) <= this.#clock.now())
      throw oauthProblem('invalid_grant', 'Refresh token expired');
    const reply = this.issueAccess(refresh.user, refresh.scopes);
    if (!rotate) return reply;
    refresh.isRevoked = true;
    return { ...reply, refresh_token: this.#issueRefresh({ ...refresh, isRevoked: false }) };
  }

  /** Everything it knows. */
  capture(): TokensState {
    return {
      issued: this.#issued,
      access: [...this.#access].map(([value, token]) => ({ ...token, value, scopes: [...token.scopes] })),
      refresh: [...this.#refresh].map(([value, token]) => ({ ...token, value })),
      codes: [...this.#codes].map(([value, code]) => ({ ...code, value })),
    };
  }

  restore({ issued, access, refresh, codes }: TokensState): void {
    this.#issued = issued;
    this.#access.clear();
    this.#refresh.clear();
    this.#codes.clear();
    for (const { value, ...token } of access) this.#access.set(value, { ...token, scopes: new Set(token.scopes) });
    for (const { value, ...token } of refresh) this.#refresh.set(value, { ...token });
    for (const { value, ...code } of codes) this.#codes.set(value, code);
  }

  /** The user took back the consent: nothing of theirs works any more. */
  revoke(user: string): void {
    for (const refresh of this.#refresh.values()) if (refresh.user === user) refresh.isRevoked = true;
    for (const [value, access] of this.#access) if (access.user === user) this.#access.delete(value);
  }

  #issueRefresh(refresh: RefreshToken): string {
    const value = `AQ${randomBytes(64).toString('base64url')}`;
    this.#refresh.set(value, refresh);
    return value;
  }

  #forgetExpired(): void {
    const now = this.#clock.now();
    for (const [value, access] of this.#access) if (access.expiresAt <= now) this.#access.delete(value);
  }
}

/** Whether a verifier is the one behind an S256 challenge. */
export function verifies(verifier: string, challenge: string): boolean {
  return createHash('sha256').update(verifier).digest('base64url') === challenge;
}

/** The same day six months later; the last of the month where it has no such day. */
function monthsLater(epochMs: number): number {
  const date = new Date(epochMs);
  const day = date.getUTCDate();
  date.setUTCMonth(date.getUTCMonth() + consentMonths);
  return date.getUTCDate() === day ? date.getTime() : date.setUTCDate(0);
}
