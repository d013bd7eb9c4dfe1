import type { ItemKind } from '../item-reference.js';

/** What somebody said, taken apart: a name, and the kind of thing if they said that too. */
export interface Spoken {
  readonly name: string;
  readonly kind?: ItemKind | undefined;
}

const kindWords: Readonly<Record<string, ItemKind>> = {
  track: 'track',
  song: 'track',
  album: 'album',
  record: 'album',
  artist: 'artist',
  band: 'artist',
  playlist: 'playlist',
  show: 'show',
  podcast: 'show',
  episode: 'episode',
  audiobook: 'audiobook',
};

const kindPattern = Object.keys(kindWords).join('|');
/** `the playlist called X`, `my album named "X"`, `song: X`. A bare `song X` may be a name, as in "Song 2". */
const called = new RegExp(
  `^(?:(?:the|my)\\s+)?(${kindPattern})(?:\\s+(?:called|named|titled)\\s+|\\s*:\\s*)(.+)$`,
  'i',
);
/** `my playlist X`, `the album X`, `playlist X`. */
const possessed = new RegExp(`^(?:(?:the|my)\\s+(${kindPattern})|(playlist))\\s+(.+)$`, 'i');
/** `my X playlist`. */
const trailing = new RegExp(`^(?:the|my)\\s+(.+)\\s+(${kindPattern})$`, 'i');
const quotes = /^["'“”„«‘’](.+)["'“”«»‘’]$/;

/** Takes apart what somebody said of a thing: `the playlist called "X"` is X, a playlist. */
export function parseSpoken(text: string): Spoken {
  const trimmed = text.trim();
  const [, kindA, nameA] = called.exec(trimmed) ?? [];
  const [, kindB, kindC, nameB] = possessed.exec(trimmed) ?? [];
  const [, nameD, kindD] = trailing.exec(trimmed) ?? [];
  const name = nameA ?? nameB ?? nameD ?? trimmed;
  const word = kindA ?? kindB ?? kindC ?? kindD;
  return { name: unquoted(name), ...(word === undefined ? {} : { kind: kindWords[word.toLowerCase()] }) };
}

function unquoted(text: string): string {
  return (quotes.exec(text.trim())?.[1] ?? text).trim();
}

/** Whether somebody meant what is playing right now. */
export function meansCurrent(text: string): boolean {
  return /^(this|it|current|now playing|what'?s playing|(this|the current) (song|track|one|item|episode))$/i.test(
    text.trim(),
  );
}

/** Whether somebody meant their saved tracks. */
export function meansLikedSongs(text: string): boolean {
  return /^((my )?(liked|saved|favou?rite) (songs|tracks)|spotify:collection(:tracks)?)$/i.test(text.trim());
}

/** A name as it is compared: without case, accents, punctuation and double spaces. */
export function comparable(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();
  const words = plain.replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
  // A name of nothing but signs is still a name.
  return words === '' ? plain.trim() : words;
}
