import type { NamedEndpoint, SpotifyCall } from '@tonearm/spotify-client';
import type { AppAccess } from '../../app-access.js';

type Fields = Readonly<Record<string, unknown>>;

/** Fields that Spotify took away from Development Mode, by what has them in full everywhere else. */
const telltales: readonly {
  readonly of: (thing: Fields) => boolean;
  readonly fields: readonly string[];
}[] = [
  {
    of: ({ type, images, genres }) => type === 'artist' && (images ?? genres) !== undefined,
    fields: ['followers', 'popularity'],
  },
  { of: ({ type, tracks }) => type === 'album' && tracks !== undefined, fields: ['label', 'popularity'] },
  {
    of: ({ type, album, is_local }) => type === 'track' && album !== undefined && is_local !== true,
    fields: ['popularity', 'available_markets'],
  },
];

/** A profile of one's own has all of them, unless the sign-in covers little: then one stays. */
const profileFields = ['followers', 'product', 'country', 'email', 'explicit_content'];

/** Deeper than any answer nests what tells: a page, an entry, its track. */
const deepest = 5;

/**
 * What an answer that was wanted anyway says of the app: Spotify leaves out fields for apps in Development Mode. Presence of one
 * is proof; only when all that a thing would have are absent is their absence. Nothing where an answer does not tell.
 */
export function lessonOfAnswer(
  { endpoint, params }: Pick<SpotifyCall, 'endpoint' | 'params'>,
  answer: unknown,
): AppAccess {
  // Whoever asks for some fields gets no others.
  if (params.fields !== undefined) return {};
  const hasOldFields =
    endpoint.name === 'me.profile' ? hasAny(Object(answer), profileFields) : findOldFields(answer, 0);
  if (hasOldFields === undefined) return {};
  // Every app in the Development Mode of today is younger than what was closed in 2024.
  return hasOldFields ? { extended: true } : { extended: false, legacy: false };
}

/** What it says of the app that Spotify has answered what it closed to others. */
export function lessonOfSuccess({ access }: Pick<NamedEndpoint, 'access'>): AppAccess {
  if (access === 'everyone') return {};
  return access === 'legacy' ? { legacy: true } : { extended: true };
}

/** What a refusal says of the app. Of a playlist it may mean whose it is, so nothing is learned from that. */
export function lessonOfRefusal({ access, path }: Pick<NamedEndpoint, 'access' | 'path'>, error: unknown): AppAccess {
  if (access === 'everyone' || path.includes('{playlist_id}') || Object(error).code !== 'forbidden_app_mode') return {};
  return access === 'legacy' ? { legacy: false } : { extended: false, legacy: false };
}

/** Whether the first thing in an answer that would have old fields has one; undefined when there is no such thing. */
function findOldFields(value: unknown, depth: number): boolean | undefined {
  if (typeof value !== 'object' || value === null || depth > deepest) return undefined;
  if (!Array.isArray(value)) {
    const thing = value as Fields;
    const telltale = telltales.find(({ of }) => of(thing));
    if (telltale !== undefined) return hasAny(thing, telltale.fields);
  }
  for (const inner of Object.values(value)) {
    const found = findOldFields(inner, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

function hasAny(thing: Fields, fields: readonly string[]): boolean {
  return fields.some((field) => thing[field] !== undefined);
}
