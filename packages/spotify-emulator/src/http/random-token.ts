import { randomBytes } from 'node:crypto';

/** The text of 27 characters that Spotify now and then sends in the place of an empty body. */
export function randomToken(): string {
  return randomBytes(20).toString('base64url');
}
