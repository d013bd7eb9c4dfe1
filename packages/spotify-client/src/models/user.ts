import type { ExternalUrls, Followers, Image } from './common.js';

/** A person as others see them. */
export interface PublicUser {
  /** Null when the person set none. */
  readonly display_name?: string | null;
  readonly external_urls: ExternalUrls;
  /** Gone from Development Mode. */
  readonly followers?: Followers;
  readonly href: string;
  readonly id: string;
  readonly images?: readonly Image[] | null;
  readonly type: 'user';
  readonly uri: string;
}

/** The person whose token it is. */
export interface PrivateUser extends PublicUser {
  /** Never changes, unlike `id`: use it to recognise an account. */
  readonly account_id?: string;
  /** A country code. Gone from Development Mode. */
  readonly country?: string;
  /** Not verified by Spotify. Gone from Development Mode. */
  readonly email?: string;
  /** Gone from Development Mode. */
  readonly explicit_content?: { readonly filter_enabled: boolean; readonly filter_locked: boolean };
  /** 'premium', 'free' or 'open'. Gone from Development Mode. */
  readonly product?: string;
}
