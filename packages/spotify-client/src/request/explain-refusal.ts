import type { NamedEndpoint } from '../endpoint.js';
import type { ForbiddenKind } from '../errors.js';
import { type ErrorBody, entryOf } from './error-body.js';

/** Why Spotify refused, and what a person can do about it. */
export interface Refusal {
  readonly kind: ForbiddenKind;
  readonly message: string;
  readonly hint: string;
}

/** Tells the causes of a 403 apart. Two of them come as plain text, and only the player gives a reason. */
export function explainRefusal(endpoint: NamedEndpoint, body: ErrorBody): Refusal {
  const said = body.message ?? body.text;
  if (/premium subscription required for the owner/i.test(said)) return ownerNotPremium;
  if (/user may not be registered|user not registered/i.test(said)) return userNotRegistered;
  if (/insufficient client scope/i.test(said)) return missingScope(endpoint);
  if (body.reason === 'PREMIUM_REQUIRED' || /premium required/i.test(said)) return personNotPremium;
  if (body.reason !== undefined) return playerRefuses(body.reason, endpoint);
  if (/restriction violated/i.test(said)) return playerRefuses('UNKNOWN', endpoint);
  if (!/^forbidden/i.test(body.message ?? '')) return unexplained(body.message);
  return endpoint.path.includes('{playlist_id}') ? notYourPlaylist : closedToApp;
}

const ownerNotPremium: Refusal = {
  kind: 'owner-premium',
  message: "The app's owner has no Premium subscription, so Spotify refuses every call.",
  hint: "The owner of the app's client id needs Spotify Premium; a change takes some hours to be seen.",
};

const userNotRegistered: Refusal = {
  kind: 'not-allowed',
  message: "This person is not on the app's list of users.",
  hint: 'Add the person under User Management at https://developer.spotify.com/dashboard.',
};

function missingScope(endpoint: NamedEndpoint): Refusal {
  return {
    kind: 'scope',
    message: `The token lacks a scope that this needs${endpoint.scopes.length > 0 ? `, of: ${endpoint.scopes.join(', ')}` : ''}.`,
    hint: 'Log in again and grant it: an old consent does not gain new scopes.',
  };
}

const personNotPremium: Refusal = {
  kind: 'premium',
  message: 'The player can be controlled with Spotify Premium only.',
  hint: 'Use an account with Premium. With one, log in again: the scope user-modify-playback-state may be missing.',
};

function playerRefuses(reason: string, { reasons = {} }: NamedEndpoint): Refusal {
  return {
    kind: 'restricted',
    message: `The player does not allow this now (${reason}).`,
    hint: entryOf(reasons, reason) ?? 'It may already be so, or the device or what is playing does not allow it.',
  };
}

const notYourPlaylist: Refusal = {
  kind: 'not-allowed',
  message: 'This playlist belongs to someone else.',
  hint: 'Only its owner and collaborators may do this; in Development Mode that holds for reading its contents too.',
};

const closedToApp: Refusal = {
  kind: 'app-mode',
  message: 'Spotify does not offer this to the app.',
  hint: 'The endpoint may be closed to apps in Development Mode, or the content to this person.',
};

function unexplained(said: string | undefined): Refusal {
  return {
    kind: 'unknown',
    message: said ? `Spotify refused: ${said}` : 'Spotify refused and did not say why.',
    hint: "Check the app and its users at https://developer.spotify.com/dashboard, and the token's scopes.",
  };
}
