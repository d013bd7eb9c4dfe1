import { isSpotifyError } from '../../errors.js';

/** What the browser shows when a sign-in has ended, as plain text. */
export interface SignInPages {
  readonly signedIn: string;
  /** Gets what the sign-in failed with. */
  readonly failed: (error: unknown) => string;
}

/** The pages of whoever words none. */
export const defaultPages: SignInPages = {
  signedIn: 'Signed in. You can close this page.',
  failed: (error) => {
    // Only of its own errors the client knows that they hold no secret.
    if (!isSpotifyError(error)) return 'Not signed in. Where you began says more.';
    return ['Not signed in.', error.message, error.hint].filter(Boolean).join(' ');
  },
};

/** The page for a sign-in that failed. Words that fail themselves are replaced, so that the sign-in still says why it failed. */
export function failurePage(error: unknown, { failed }: SignInPages): string {
  try {
    return failed(error);
  } catch {
    return defaultPages.failed(error);
  }
}
