/** What proves that who exchanges a code is who asked for it (RFC 7636). */
export interface Pkce {
  /** Stays here until the code is exchanged. */
  readonly verifier: string;
  /** Goes into the URL that the person opens. */
  readonly challenge: string;
}

/** Creates a verifier from the platform's secure random numbers, and its SHA-256 challenge. */
export async function createPkce(): Promise<Pkce> {
  return pkceOf(randomText(48));
}

/** A verifier that was created earlier, and its challenge. */
export async function pkceOf(verifier: string): Promise<Pkce> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  return { verifier, challenge: base64Url(new Uint8Array(digest)) };
}

/** So many bytes of the platform's secure random numbers, as text that can stand in a URL. */
export function randomText(bytes: number): string {
  return base64Url(crypto.getRandomValues(new Uint8Array(bytes)));
}

function base64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
