import { isToolError } from './errors.js';
import { type Explanation, explanations, unknownError } from './explanations.js';

/** What went wrong, in words for whoever asked. It holds no token, no stack and nothing that a server wrote freely. */
export interface ErrorReport {
  /** A stable word to branch on, e.g. `rate_limited`. */
  readonly code: string;
  /** What happened. */
  readonly message: string;
  /** What to do next. */
  readonly hint?: string;
  /** When trying again makes sense, in milliseconds from now. */
  readonly retryAfterMs?: number;
  /** Whether the very same call may succeed a little later. */
  readonly isRetryable: boolean;
}

const spotifyMarker = Symbol.for('tonearm.SpotifyError');
const resilienceMarker = Symbol.for('tonearm.ResilienceError');

/** Puts any error into words: the one place where that happens, for assistants and people alike. */
export function explainError(error: unknown): ErrorReport {
  if (typeof error !== 'object' || error === null) return { code: 'unexpected', ...unknownError };
  if (isToolError(error)) {
    return { code: error.code, message: error.message, hint: error.hint, isRetryable: false };
  }
  const issues = zodIssues(error);
  if (issues !== undefined) {
    return { code: 'user_input', message: issues, hint: 'Correct the arguments and call again.', isRetryable: false };
  }
  const fields = error as Readonly<Record<PropertyKey, unknown>>;
  if (spotifyMarker in error || resilienceMarker in error) return fromCode(fields);
  if (fields.name === 'AbortError') return fromCode({ code: 'aborted' });
  if (fields.name === 'TimeoutError') return fromCode({ code: 'timeout' });
  return { code: 'unexpected', ...unknownError };
}

function fromCode(error: Readonly<Record<PropertyKey, unknown>>): ErrorReport {
  const code = typeof error.code === 'string' ? error.code : 'unexpected';
  const { message, hint, isRetryable }: Explanation = explanations[code] ?? general(code);
  const retryAfterMs = typeof error.retryAfterMs === 'number' ? error.retryAfterMs : undefined;
  const ownHint = typeof error.hint === 'string' ? inToolWords(error.hint) : hint;
  // What is wrong with a parameter is said by the client alone, in words of ours that repeat no value.
  const said = code === 'invalid_parameter' && typeof error.message === 'string' ? error.message : message;
  return {
    code,
    message: `${said}${facts(error)}`,
    hint: retryAfterMs === undefined ? ownHint : `${ownHint} It ends in ${span(retryAfterMs)}.`,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    isRetryable,
  };
}

/** What the client names by its rows, by the tools that do it. */
const toolsOfRows: Readonly<Record<string, string>> = {
  'me.profile': 'get_profile',
  'playlists.mine': 'list_playlists',
  'artists.albums': 'get_artist',
  'search.search': 'search_catalog',
};

function inToolWords(hint: string): string {
  return hint.replaceAll(/\b[a-z]+\.[a-zA-Z]+\b/g, (row) => toolsOfRows[row] ?? row);
}

function general(code: string): Explanation {
  const forbidden = explanations.forbidden;
  return code.startsWith('forbidden') && forbidden !== undefined ? forbidden : unknownError;
}

/** The facts that are safe to repeat: names that our own code or Spotify's fixed vocabulary gave. */
function facts(error: Readonly<Record<PropertyKey, unknown>>): string {
  const known = [
    word(error.endpoint, /^[a-zA-Z]+\.[a-zA-Z]+$/),
    typeof error.status === 'number' ? `status ${error.status}` : undefined,
    word(error.reason, /^[A-Z_]{3,40}$/),
    word(error.parameter, /^[a-z_]{1,40}$/i),
  ].filter((fact) => fact !== undefined);
  return known.length === 0 ? '' : ` (${known.join(', ')})`;
}

function word(value: unknown, pattern: RegExp): string | undefined {
  return typeof value === 'string' && pattern.test(value) ? value : undefined;
}

/** zod's own words name the field and what was expected there, never the value that was given. */
function zodIssues(error: object): string | undefined {
  const issues = 'issues' in error && Array.isArray(error.issues) ? error.issues : undefined;
  if (issues === undefined || !('name' in error) || !/ZodError$/.test(String(error.name))) return undefined;
  return issues
    .slice(0, 5)
    .map(({ path, message }: { path?: readonly PropertyKey[]; message?: string }) => {
      const where = (path ?? []).map(String).join('.');
      return `${where === '' ? '' : `${where}: `}${message ?? 'invalid'}`;
    })
    .join('; ');
}

function span(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000);
  if (seconds < 90) return `${seconds} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 90 ? `${minutes} minutes` : `about ${Math.round(minutes / 60)} hours`;
}
