import { parseJson } from './parse-response.js';

/** What an error's body says; the message is set only when it is in the form that Spotify documents. */
export interface ErrorBody {
  readonly message?: string;
  readonly reason?: string;
  readonly text: string;
}

/** Reads the body of an error, whatever it is. */
export function readErrorBody(text: string): ErrorBody {
  const json = parseJson(text);
  const error = isRecord(json) && isRecord(json.error) ? json.error : {};
  return {
    text,
    ...(typeof error.message === 'string' && { message: tidy(error.message) }),
    ...(typeof error.reason === 'string' && { reason: tidy(error.reason) }),
  };
}

/** Tells whether something is an object whose fields can be read. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** What a table says of a word of Spotify's, which could be one that every object inherits. */
export function entryOf<Value>(table: Readonly<Record<string, Value>>, word: string): Value | undefined {
  return Object.hasOwn(table, word) ? table[word] : undefined;
}

/** Makes a text of Spotify's fit for a message: one line, not endless, and without a token that was echoed. */
export function tidy(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/bearer \S+/gi, 'Bearer …')
    .slice(0, 200)
    .trim();
}

// What is shorter is no secret, and taking it out could leave no sentence whole.
const shortestSecret = 8;

/** Takes out of an answer what was sent in confidence, should it have been echoed. */
export function hideSecrets(text: string, secrets: readonly (string | undefined)[]): string {
  return secrets
    .filter((secret) => secret !== undefined && secret.length >= shortestSecret)
    .reduce<string>((hidden, secret = '') => hidden.replaceAll(secret, '…'), text);
}
