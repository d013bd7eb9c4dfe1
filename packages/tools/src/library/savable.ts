import type { WordRules } from '../words/resolve-item.js';

/** What a library can hold: saved things, and followed artists, people and playlists. */
export const savable: WordRules & {
  readonly allowed: readonly ['track', 'album', 'artist', 'playlist', 'show', 'episode', 'audiobook', 'user'];
} = {
  allowed: ['track', 'album', 'artist', 'playlist', 'show', 'episode', 'audiobook', 'user'],
  otherwise: 'Use the audiobook that a chapter belongs to.',
};
