import type { Tool } from '@tonearm/tools';

/** What stands where a name, a description or any other text of Spotify's was. */
const withheld = '…';

/** Tools that answer with little else than what is withheld: a model would call them for nothing. */
const contentTools: ReadonlySet<string> = new Set([
  'export_playlist',
  'get_artist_profile',
  'get_audio_features',
  'get_listening_summary',
  'get_playlist_cover',
  'summarize_library',
]);

/** Fields whose words are ours, or that only name something: everything else that is text came from Spotify. */
const ownFields: ReadonlySet<string> = new Set([
  ...['kind', 'type', 'status', 'outcome', 'contents', 'playing', 'repeat', 'format', 'undo', 'confirm', 'snapshot'],
]);

/** A URI, an id of 22 letters and digits, or the id of a device. The URI of a local file is made of names. */
const address = /^(spotify:(?!local:)[a-z]+(:[A-Za-z0-9_]+)+|[A-Za-z0-9]{22}|[0-9a-f]{40})$/;

/** The tools that still make sense when no text of Spotify's reaches the model. */
export function withoutContentTools(tools: readonly Tool[]): readonly Tool[] {
  return tools.filter(({ name }) => !contentTools.has(name));
}

/** An output with ids, addresses, counts and our own words, and nothing that Spotify or its users wrote. */
export function onlyIds(value: unknown, field = ''): unknown {
  if (typeof value === 'string') return ownFields.has(field) || address.test(value) ? value : withheld;
  if (Array.isArray(value)) return value.map((entry) => onlyIds(entry, field));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, onlyIds(entry, name)]));
}

/** A sentence of ours without the names in it: they stand between quotes. */
export function withoutNames(sentence: string): string {
  return sentence.replaceAll(/"[^"]*"/g, `"${withheld}"`);
}
