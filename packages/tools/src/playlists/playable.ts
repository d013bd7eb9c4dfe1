import type { ItemRules } from '../item-reference.js';

/** What a playlist can hold. */
export const playable: ItemRules & { readonly allowed: readonly ['track', 'episode'] } = {
  allowed: ['track', 'episode'],
  otherwise: 'Add the tracks one by one: get_album and get_playlist list the tracks of an album or a playlist.',
};
