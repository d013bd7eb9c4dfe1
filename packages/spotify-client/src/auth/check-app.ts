import { InvalidParameterError } from '../errors.js';

const dashboard = "It is among the app's settings at https://developer.spotify.com/dashboard.";

/** Refuses an app that cannot be one: a setting that was left out would be sent as the text undefined. */
export function checkApp({
  clientId,
  clientSecret = 'none',
}: {
  clientId: string;
  clientSecret?: string | undefined;
}): void {
  if (!isText(clientId, /^[\x21-\x7e]+$/)) {
    throw new InvalidParameterError('The parameter clientId is no client id.', {
      parameter: 'clientId',
      hint: dashboard,
    });
  }
  // What is not ASCII fits into no header.
  if (isText(clientSecret, /^[\x20-\x7e]+$/)) return;
  throw new InvalidParameterError('The parameter clientSecret is no client secret.', {
    parameter: 'clientSecret',
    hint: dashboard,
  });
}

function isText(value: unknown, form: RegExp): boolean {
  return typeof value === 'string' && form.test(value);
}
