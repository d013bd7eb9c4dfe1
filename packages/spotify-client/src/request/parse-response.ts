import type { Reply } from '../endpoint.js';
import { type RequestDetails, UnexpectedResponseError } from '../errors.js';
import type { ReadResponse } from './fetch-text.js';

/** Reads a successful answer: Spotify's object, or null where nothing is an answer too. */
export function parseResponse(
  response: ReadResponse,
  reply: Reply,
  endpoint: string,
  request?: RequestDetails,
): unknown {
  const text = response.text.trim();
  // A web page comes from something that stands between: then nothing was done.
  if (reply === 'ignored' && !text.startsWith('<')) return null;
  const value = parseJson(text);
  if (typeof value === 'object' && value !== null) return value;
  if (reply === 'json-or-empty' && (text === '' || text === 'null')) return null;
  throw new UnexpectedResponseError(`Spotify answered with ${describe(text)}${typeOf(response)} in place of data.`, {
    status: response.status,
    headers: response.headers,
    endpoint,
    request,
    hint: hintFor(text, reply),
  });
}

/** Reads JSON; undefined when it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Says in words what a body is, without repeating any of it. */
export function describe(text: string): string {
  const start = text.trimStart();
  if (start === '') return 'nothing';
  if (start.startsWith('<')) return 'a web page';
  return /^[{[]/.test(start) ? 'broken JSON' : 'a text';
}

/** Says what an answer calls itself, when that is not what is expected. */
function typeOf({ headers }: ReadResponse): string {
  const type = /^[a-z]+\/[\w.+-]{1,40}/i.exec(headers.get('content-type') ?? '')?.[0];
  return type === undefined || /json/i.test(type) ? '' : ` (${type})`;
}

function hintFor(text: string, reply: Reply): string {
  if (text.startsWith('<')) return 'A proxy or a login page may stand between here and Spotify.';
  // While paused, Spotify has been seen to send a random text for the player's state. Null would say that nothing is there to play.
  if (reply === 'json-or-empty') return 'Spotify does this now and then while playback is paused: ask again.';
  return 'Ask again; if it stays, Spotify has a problem.';
}
