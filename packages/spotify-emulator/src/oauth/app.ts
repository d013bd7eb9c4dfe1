import { forbiddenText } from '../http/problem.js';

/** What holds for the one registered app in Development Mode; all fields may be changed while it runs. */
export interface App {
  /** Without it, every request is refused. */
  ownerHasPremium: boolean;
  /** The ids of the users who may use it, five at most at Spotify; null for everybody. Others sign in, and are refused afterwards. */
  allowList: readonly string[] | null;
}

/** How the app is at the start. */
export type AppOptions = Partial<Readonly<App>>;

/** Refuses whom the app's rules refuse, in plain text as Spotify does. */
export function checkApp({ ownerHasPremium, allowList }: App, user: string | undefined): void {
  if (!ownerHasPremium) {
    throw forbiddenText(
      'Active premium subscription required for the owner of the app. When the subscription status changes, it can take a few hours before requests are allowed again.',
    );
  }
  if (user !== undefined && allowList && !allowList.includes(user)) {
    throw forbiddenText('Check settings on developer.spotify.com/dashboard, the user may not be registered.');
  }
}
