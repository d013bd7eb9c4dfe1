import { UserInputError } from './errors.js';

/** The kinds of things that Spotify has an address for. */
export const itemKinds = ['track', 'album', 'artist', 'playlist', 'show', 'episode', 'audiobook', 'chapter'] as const;

/** One kind of thing that Spotify has an address for; people can only be followed. */
export type ItemKind = (typeof itemKinds)[number] | 'user';

/** One thing on Spotify, however it was written. */
export interface ItemReference {
  readonly kind: ItemKind;
  readonly id: string;
  readonly uri: string;
}

/** What a reader of references accepts. */
export interface ItemRules {
  /** The kinds that make sense here; a bare id is of the only one, if there is only one. */
  readonly allowed: readonly ItemKind[];
  /** The kind of a bare id. It must not contradict a URI or a link. */
  readonly kind?: ItemKind | undefined;
  /** What to do with another kind instead. */
  readonly otherwise?: string;
}

/** Spotify gives audiobooks the addresses of podcasts, and their chapters those of episodes: whoever knows better may say so. */
const sharedAddresses: { readonly [Kind in ItemKind]?: ItemKind } = { audiobook: 'show', chapter: 'episode' };

const bareId = /^[A-Za-z0-9]{22}$/;
/** People have names of their own choice, and older ones still have e-mail addresses, encoded. */
const userId = /^[\w.%+-]{1,100}$/;
/** `track:ID`, the short form of a URI in our own answers. */
const shortUri = new RegExp(`^(?:${itemKinds.join('|')}):[A-Za-z0-9]{22}$`);
const link = /^(?:https?:\/\/)?(?:open|play)\.spotify\.com\/([^?#]+)/i;

/** Whether a text is meant as a URI, a link or an id; anything else is a name. */
export function isReference(text: string): boolean {
  const word = text.trim();
  return (
    word.startsWith('spotify:') ||
    /^https?:\/\//i.test(word) ||
    link.test(word) ||
    shortUri.test(word) ||
    bareId.test(word)
  );
}

/**
 * Reads a Spotify URI, an open.spotify.com link or a bare id; throws a UserInputError when it is none of them.
 * The errors name the place, never the text: what was given here by mistake may be private.
 */
export function readItem(reference: string, rules: ItemRules, name = 'The item'): ItemReference {
  const { kind, id } = split(reference.trim(), rules, name);
  if (!isKind(kind) || !rules.allowed.includes(kind)) {
    throw new UserInputError(
      `${name} is ${isKind(kind) ? article(kind) : 'of an unknown kind'}, and only ${list(rules.allowed)} can be used here.`,
      rules.otherwise ?? `Give the URI of ${article(rules.allowed[0] ?? 'track')}; search_catalog finds URIs by name.`,
    );
  }
  if (!(kind === 'user' ? userId : bareId).test(id)) throw notAReference(name, rules);
  if (rules.kind !== undefined && sharedAddresses[rules.kind] === kind)
    return { kind: rules.kind, id, uri: `spotify:${kind}:${id}` };
  if (rules.kind !== undefined && rules.kind !== kind) {
    throw new UserInputError(
      `${name} is ${article(kind)}, but the kind given is ${rules.kind}.`,
      'Leave the kind out: it is only needed for a bare id.',
    );
  }
  return { kind, id, uri: `spotify:${kind}:${id}` };
}

/** Reads several references, in order; an error says which one is wrong. */
export function readItems(references: readonly string[], rules: ItemRules): readonly ItemReference[] {
  return references.map((reference, index) => readItem(reference, rules, `Item ${index + 1} of ${references.length}`));
}

function split(text: string, rules: ItemRules, name: string): { kind: string; id: string } {
  if (text.startsWith('spotify:')) return fromParts(text.split(':').slice(1), name, rules);
  if (shortUri.test(text)) return fromParts(text.split(':'), name, rules);
  const path = link.exec(text)?.[1];
  if (path !== undefined) {
    const parts = path.split('/').filter((part) => part !== '' && part !== 'embed' && !/^intl-[a-z-]+$/i.test(part));
    return fromParts(parts, name, rules);
  }
  if (!bareId.test(text)) throw notAReference(name, rules);
  const kind = rules.kind ?? (rules.allowed.length === 1 ? rules.allowed[0] : undefined);
  if (kind === undefined) {
    throw new UserInputError(
      `${name} is a bare id, which does not say what it is.`,
      `Give the URI (spotify:${rules.allowed[0] ?? 'track'}:ID), or say its kind: ${list(rules.allowed)}.`,
    );
  }
  return { kind, id: text };
}

function fromParts(parts: readonly string[], name: string, rules: ItemRules): { kind: string; id: string } {
  // Old playlist addresses have their owner in front: user/NAME/playlist/ID.
  const [kind, id, ...rest] = parts[0] === 'user' && parts[2] === 'playlist' ? parts.slice(2) : parts;
  if (kind === 'local') {
    throw new UserInputError(
      `${name} is a local file, which exists only on the computer it is stored on.`,
      'Spotify lets nobody play, queue, save or add local files from outside; use the catalog version from search_catalog.',
    );
  }
  if (kind === undefined || id === undefined || rest.length > 0) throw notAReference(name, rules);
  return { kind, id };
}

function notAReference(name: string, { allowed }: ItemRules): UserInputError {
  const kind = allowed[0] ?? 'track';
  return new UserInputError(
    `${name} is not a Spotify URI, link or id.`,
    `Examples: spotify:${kind}:ID, https://open.spotify.com/${kind}/ID. search_catalog finds URIs by name.`,
  );
}

function isKind(word: string): word is ItemKind {
  return word === 'user' || itemKinds.some((kind) => kind === word);
}

function list(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

function article(kind: string): string {
  return `${/^[aeio]/.test(kind) ? 'an' : 'a'} ${kind}`;
}
