import { explainError } from './explain-error.js';
import { given } from './inputs.js';
import type { ItemReference } from './item-reference.js';
import type { ToolContext } from './tool.js';

/** Reads one thing of any kind, as Spotify describes it. */
export async function readOne(
  { kind, id }: ItemReference,
  { spotify, signal }: ToolContext,
  market?: string,
): Promise<unknown> {
  const params = { id, ...given({ market }) };
  switch (kind) {
    case 'track':
      return await spotify.tracks.get(params, { signal });
    case 'album':
      return await spotify.albums.get(params, { signal });
    case 'artist':
      return await spotify.artists.get({ id }, { signal });
    case 'show':
      // Spotify gives audiobooks the URIs of shows; only asking tells them apart.
      return await spotify.shows.get(params, { signal }).catch(async (error: unknown) => {
        if (!isNotFound(error)) throw error;
        return await spotify.audiobooks.get(params, { signal });
      });
    case 'episode':
      return await spotify.episodes.get(params, { signal });
    case 'audiobook':
      return await spotify.audiobooks.get(params, { signal });
    case 'chapter':
      return await spotify.chapters.get(params, { signal });
    case 'user':
      return await spotify.users.get({ user_id: id }, { signal });
    case 'playlist':
      return await spotify.playlists.get({ playlist_id: id, ...given({ market }) }, { signal });
  }
}

/** Whether Spotify says that there is no such thing. */
function isNotFound(error: unknown): boolean {
  return explainError(error).code === 'not_found';
}
