import type { SearchType } from '@tonearm/spotify-client';
import { NothingNamedError } from '../errors.js';
import { type ItemKind, type ItemReference, type ItemRules, isReference, readItem } from '../item-reference.js';
import { describeItem, fieldsOf, type ItemOutput } from '../outputs.js';
import { pageOf } from '../paging.js';
import { readState } from '../playback/state.js';
import { quoted } from '../text.js';
import type { ToolContext } from '../tool.js';
import { ambiguous, calledExactly, calledSimilarly, distinct } from './matching.js';
import { myPlaylists } from './my-playlists.js';
import { meansCurrent, parseSpoken } from './spoken.js';

/** How many hits of each kind are looked at. */
const hitsPerKind = 5;
/** What stands between a title and its maker: the last one, for titles may hold one too. */
const between = /\s+by\s+(?!.*\sby\s)/i;
/** More of a name than anybody needs to know it again. */
const longestShown = 60;
const searchable: readonly SearchType[] = ['track', 'album', 'artist', 'playlist', 'show', 'episode', 'audiobook'];

/** What a reader of people's words accepts. */
export interface WordRules extends ItemRules {
  /** Playlists only of the person: the whole catalogue is not searched for them. */
  readonly own?: boolean;
}

/** A thing that somebody meant, with its name when it was found by name. */
export interface NamedReference extends ItemReference {
  readonly name?: string;
}

/**
 * Finds what somebody meant: a URI, a link, an id, `current`, or a name such as `the playlist called X` or
 * `Song by Artist`. Own playlists go before the catalogue. Throws an AmbiguousError with candidates when several things fit.
 */
export async function resolveItem(
  reference: string,
  rules: WordRules,
  context: ToolContext,
  place = 'The item',
): Promise<NamedReference> {
  if (isReference(reference)) return readItem(reference, rules, place);
  // People are not found by name: what is said of one is their id.
  if (rules.kind === 'user') return readItem(`spotify:user:${reference.trim()}`, rules, place);
  if (meansCurrent(reference)) return await current(rules, context, place);
  const spoken = parseSpoken(reference);
  const kind =
    rules.kind ?? (spoken.kind !== undefined && rules.allowed.includes(spoken.kind) ? spoken.kind : undefined);
  const kinds = kind === undefined ? rules.allowed : [kind];
  const own = kinds.includes('playlist') ? await amongOwn(spoken.name, kinds, context) : undefined;
  if (own !== undefined) return referenceOf(own);
  const isOwnOnly = rules.own === true && kinds.every((each) => each === 'playlist');
  if (isOwnOnly) throw nothing(place, spoken.name, 'It names no playlist of the person; list_playlists shows them.');
  return referenceOf(await inCatalogue(spoken.name, kinds, context, place));
}

/** Finds several things, in order; an error says which one is the problem. */
export async function resolveItems(
  references: readonly string[],
  rules: WordRules,
  context: ToolContext,
): Promise<readonly NamedReference[]> {
  const found: NamedReference[] = [];
  // Names cost a request each, addresses nothing.
  const names = references.filter((reference) => !isReference(reference)).length;
  let looked = 0;
  for (const [index, reference] of references.entries()) {
    found.push(await resolveItem(reference, rules, context, `Item ${index + 1} of ${references.length}`));
    if (names < 2 || isReference(reference)) continue;
    looked += 1;
    context.progress?.({ done: looked, total: names, message: 'names looked up' });
  }
  return found;
}

/** The playlist of the person that is called so: exactly, or the only one whose name holds the words. */
async function amongOwn(
  name: string,
  kinds: readonly ItemKind[],
  context: ToolContext,
): Promise<ItemOutput | undefined> {
  const playlists = await myPlaylists(context);
  const exact = calledExactly(playlists, name);
  const fits = exact.length > 0 || kinds.length > 1 ? exact : calledSimilarly(playlists, name);
  if (fits.length > 1) throw ambiguous(`${fits.length} playlists fit that name.`, fits);
  return fits[0];
}

async function inCatalogue(
  name: string,
  kinds: readonly ItemKind[],
  { spotify, signal }: ToolContext,
  place: string,
): Promise<ItemOutput> {
  const type = searchable.filter((each) => kinds.includes(each));
  if (type.length === 0) throw nothing(place, name, 'Spotify finds no chapters by name: list them with get_show.');
  const search = async (q: string): Promise<readonly ItemOutput[]> => {
    const answer = fieldsOf(await spotify.search.search({ q, type, limit: hitsPerKind }, { signal }));
    const entries = type.flatMap((each) => pageOf(answer[`${each}s`]).entries);
    return entries.map(describeItem).filter((item) => item !== undefined);
  };
  let hits = await search(name);
  // "Song by Artist" is how people say it, and titles have a "by" too: the search is tried with it first.
  if (calledExactly(hits, name).length === 0 && between.test(name)) {
    hits = [...hits, ...(await search(name.replace(between, ' ')))];
  }
  const [only, ...others] = distinct(calledExactly(hits, name));
  if (only !== undefined && others.length === 0) return only;
  if (only !== undefined) throw ambiguous(`${place} fits several things on Spotify.`, [only, ...others]);
  if (hits.length === 0) throw nothing(place, name, 'Try fewer words, or search_catalog.');
  throw ambiguous(`${place}: nothing on Spotify is called exactly ${shown(name)}.`, distinct(hits));
}

async function current(rules: WordRules, context: ToolContext, place: string): Promise<NamedReference> {
  const item = (await readState(context))?.item;
  if (item === undefined)
    throw new NothingNamedError(`${place} is what plays, and nothing does.`, 'Give a name or a URI.');
  return { ...readItem(item.uri, rules, place), name: item.name };
}

function referenceOf({ uri, name }: ItemOutput): NamedReference {
  const [, kind = '', id = ''] = uri.split(':');
  return { kind: kind as ItemKind, id, uri, name };
}

function nothing(place: string, name: string, hint: string): NothingNamedError {
  return new NothingNamedError(`${place} names nothing that Spotify knows: ${shown(name)}.`, hint);
}

/** What was asked for, repeated: among many it must be clear which one. It was sent to Spotify as a search already. */
function shown(name: string): string {
  return quoted(name.length > longestShown ? `${name.slice(0, longestShown)}…` : name);
}
