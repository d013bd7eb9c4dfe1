import { InvalidParameterError } from '../errors.js';

// Spotify's ids are letters and digits. Dots, slashes, question marks and percent signs could lead to another endpoint.
const safeValue = /^[A-Za-z0-9_-]+$/;
// The names of people are older than Spotify's ids, and hold other letters too.
const safeName = /^(?!\.+$)[^\s/\\?#%:;@{}]+$/u;
const placeholder = /\{(\w+)\}/g;

const known = new Map<string, readonly string[]>();

/** Names the parameters that a path holds; looks at each path once. */
export function pathParameters(path: string): readonly string[] {
  const names = known.get(path) ?? Array.from(path.matchAll(placeholder), (match) => match[1] ?? '');
  known.set(path, names);
  return names;
}

/** Fills a path's placeholders; a value that could change which endpoint is called is refused. */
export function apiPath(path: string, params: Readonly<Record<string, unknown>>, endpoint?: string): string {
  return path.replace(placeholder, (_match, name: string) =>
    encodeURIComponent(pathValue(name, params[name], endpoint)),
  );
}

function pathValue(name: string, value: unknown, endpoint: string | undefined): string {
  const safe = name === 'user_id' ? safeName : safeValue;
  if (typeof value === 'string' && safe.test(value)) return value;
  throw new InvalidParameterError(`The parameter ${name} is not an id of Spotify.`, {
    parameter: name,
    endpoint,
    hint: hintFor(value),
  });
}

function hintFor(value: unknown): string {
  if (typeof value !== 'string' || value === '') return 'Give the id as text.';
  if (value.startsWith('spotify:')) return 'Give the last part of the URI alone.';
  if (value.startsWith('http')) return 'Give the last part of the URL alone, without what follows a question mark.';
  return 'An id holds letters, digits, hyphens and underscores only.';
}
