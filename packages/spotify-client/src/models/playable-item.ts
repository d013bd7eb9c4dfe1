import type { Episode } from './episode.js';
import type { LocalTrack, Track } from './track.js';

/** What a playlist can hold and a player can play: of tracks, `is_local` tells a person's own files, which have a name but no id. */
export type PlayableItem = Track | LocalTrack | Episode;
