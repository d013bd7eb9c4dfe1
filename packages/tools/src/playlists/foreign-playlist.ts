import { ToolError } from '../errors.js';

/** Spotify shows the contents of this playlist only to others. */
export class ForeignPlaylistError extends ToolError {
  constructor() {
    super(
      'forbidden_not_allowed',
      'Spotify shows the contents of this playlist only to its owner and collaborators.',
      'It can be played with start_playback; only own playlists can be read and changed.',
    );
  }
}
