import type { SpotifyCall } from '@tonearm/spotify-client';

/** What a key is made of. */
export interface KeyedCall {
  readonly endpoint: { readonly name: string };
  readonly params: SpotifyCall['params'];
  readonly options?: Pick<SpotifyCall['options'], 'locale'>;
}

/**
 * Two calls share a key only if they are the same call by people of the same market and language: the order of lists
 * counts, the order of names does not.
 */
export function keyOf({ endpoint, params, options }: KeyedCall, place = ''): string {
  const language = options?.locale === undefined ? '' : ` in ${options.locale}`;
  return `${endpoint.name} ${JSON.stringify(sorted(params))}${place === '' ? '' : ` ${place}`}${language}`;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, entry]) => entry !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, entry]) => [name, sorted(entry)]),
  );
}
