import { InvalidParameterError } from '../errors.js';

/** Spotify's ids: letters and digits. Dots, slashes, question marks and percent signs could lead to another endpoint. */
export const safeValue = /^[A-Za-z0-9_-]+$/;
// The names of people are older than Spotify's ids, and hold other letters too; half a letter cannot be put into an address.
const safeName = /^(?!\.+$)[^\s/\\?#%:;@{}\p{Cs}\p{Cc}]+$/u;
const placeholder = /\{(\w+)\}/;

/** A path, taken apart at its placeholders: one piece more than there are names. */
interface PathPlan {
  readonly names: readonly string[];
  readonly pieces: readonly string[];
}

const plans = new Map<string, PathPlan>();

/** Names the parameters that a path holds. */
export function pathParameters(path: string): readonly string[] {
  return planOf(path).names;
}

/** Fills a path's placeholders; a value that could change which endpoint is called is refused. */
export function apiPath(path: string, params: Readonly<Record<string, unknown>>, endpoint?: string): string {
  const { names, pieces } = planOf(path);
  return names.reduce(
    (filled, name, place) => filled + pathValue(name, params[name], endpoint) + pieces[place + 1],
    pieces[0] ?? '',
  );
}

/** Looks at each path once: there are as many as endpoints, and every call needs one. */
function planOf(path: string): PathPlan {
  const known = plans.get(path);
  if (known !== undefined) return known;
  const parts = path.split(placeholder);
  const plan = {
    names: parts.filter((_part, place) => place % 2 === 1),
    pieces: parts.filter((_part, place) => place % 2 === 0),
  };
  plans.set(path, plan);
  return plan;
}

/** A value as it goes into a path. */
export function pathValue(name: string, value: unknown, endpoint: string | undefined): string {
  if (typeof value === 'string') {
    if (name !== 'user_id') {
      if (safeValue.test(value)) return value;
    } else if (safeName.test(value)) return encodeURIComponent(value);
  }
  throw new InvalidParameterError(`The parameter ${name} is not an id of Spotify.`, {
    parameter: name,
    endpoint,
    hint: idHint(value),
  });
}

/** What to give in place of what is no id. */
export function idHint(value: unknown): string {
  if (typeof value !== 'string' || value === '') return 'Give the id as text.';
  if (/^(spotify|https?):/.test(value)) return 'Give the last part of the URI or URL alone, up to a question mark.';
  return 'An id holds letters, digits, hyphens and underscores only.';
}
