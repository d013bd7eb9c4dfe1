/** What a code means, in words. */
export interface Explanation {
  readonly message: string;
  readonly hint: string;
  readonly isRetryable: boolean;
}

/** What is said of an error that nobody foresaw. */
export const unknownError: Explanation = {
  message: 'Something went wrong inside Tonearm.',
  hint: 'The log says more; if it happens again, please report it.',
  isRetryable: false,
};

const later = true;
const never = false;

/** Every code that the client and the policies give, in words. */
export const explanations: Readonly<Record<string, Explanation>> = {
  authentication: explain(
    'Spotify does not accept the sign-in.',
    'Sign in again: tonearm login, or tonearm-mcp auth',
    never,
  ),
  forbidden: explain('Spotify refused this.', 'It may not be allowed for this account, this item or this app.', never),
  forbidden_premium: explain(
    'Spotify Premium is needed for this.',
    'Controlling playback works only with a Premium account.',
    never,
  ),
  forbidden_owner_premium: explain(
    "The owner of this Spotify app has no Premium, so Spotify refuses all of the app's calls.",
    'The owner of the client id needs Spotify Premium; it takes some hours until Spotify sees a change.',
    never,
  ),
  forbidden_scope: explain(
    'The sign-in does not cover this.',
    'Sign in again to allow it: tonearm login, or tonearm-mcp auth',
    never,
  ),
  forbidden_app_mode: explain(
    'This Spotify app is not allowed to do this.',
    'In Development Mode much is closed, and the user must be on the list of the app in the Spotify dashboard.',
    never,
  ),
  forbidden_not_allowed: explain(
    'This account may not do that.',
    'Only owners and collaborators can read or change a playlist.',
    never,
  ),
  forbidden_restricted: explain(
    'The player refused the command in its present state.',
    'See what it is doing with get_playback; another device may help, see list_devices.',
    never,
  ),
  forbidden_unknown: explain(
    'Spotify refused this.',
    'It may not be allowed for this account, this item or this app.',
    never,
  ),
  not_found: explain(
    'Spotify has nothing under that id.',
    'Check the URI; search_catalog finds things by name.',
    never,
  ),
  no_active_device: explain(
    'No device is playing.',
    'Open Spotify on a device, or start it with start_playback; list_devices shows what is there.',
    never,
  ),
  rate_limited: explain('Spotify asks for a pause: too many requests.', 'Wait, then try again.', later),
  quota_exceeded: explain('The quota of this Spotify app is used up.', 'Asking again sooner does not help.', never),
  bad_request: explain('Spotify did not understand the request.', 'Check the arguments; an id may be wrong.', never),
  server_error: explain('Spotify has a problem of its own.', 'Try again in a moment.', later),
  network: explain(
    'Spotify could not be reached, or the connection broke. A change may have been made all the same.',
    'Check the network; look before repeating a change.',
    later,
  ),
  timeout: explain(
    'Spotify did not answer in time. A change may have been made all the same.',
    'Look before repeating a change.',
    later,
  ),
  attempt_timeout: explain(
    'Spotify did not answer in time. A change may have been made all the same.',
    'Look before repeating a change.',
    later,
  ),
  deadline: explain(
    'It took longer than a call may take. A change may have been made all the same.',
    'Try again in a moment; look before repeating a change.',
    later,
  ),
  aborted: explain(
    'The call was cancelled.',
    'A change may have been made all the same; look before repeating it.',
    never,
  ),
  unexpected_response: explain('Spotify answered with something that makes no sense.', 'Try again in a moment.', later),
  invalid_parameter: explain('A value cannot be sent to Spotify as it is.', 'Check the arguments.', never),
  circuit_open: explain('Spotify has been failing, so nothing was sent.', 'Try again in a moment.', later),
  cooldown: explain('Spotify asked for a pause, so nothing was sent.', 'Wait until it is over.', later),
  bulkhead_full: explain('Too much is going on at once, so nothing was sent.', 'Try again in a moment.', later),
  throttled: explain(
    'Spotify has been refusing or failing so often that some calls are held back: nothing was sent.',
    'Try again in a moment.',
    later,
  ),
  partial_failure: explain(
    'Some of it was done, and some was not.',
    'Look at what is there now, and call again with what is missing.',
    never,
  ),
  sign_in: explain('The sign-in did not succeed.', 'Begin it again: tonearm login, or tonearm-mcp auth', never),
  chaos: explain('A fault was thrown on purpose, to see what happens.', 'Try again.', later),
};

function explain(message: string, hint: string, isRetryable: boolean): Explanation {
  return { message, hint, isRetryable };
}
