import type { CallOptions } from './call.js';
import { callInChunks } from './call-in-chunks.js';
import { chunk } from './chunk.js';
import { PartialFailureError } from './in-parts.js';
import type { PlaylistSnapshot } from './models/playlist.js';
import { checkParameters } from './request/check-parameters.js';
import type { SpotifyClient } from './spotify-client.js';

const most = 100;

/** Replaces the contents of a playlist, however long the list: the first 100 take the place of all, the others are added behind them. */
export async function replacePlaylist(
  spotify: SpotifyClient,
  { playlist_id, uris }: { readonly playlist_id: string; readonly uris: readonly string[] },
  options: CallOptions = {},
): Promise<PlaylistSnapshot> {
  // Before anything is replaced: one URI that cannot be right must not cost what was in the playlist.
  const parts = Array.isArray(uris) ? chunk(uris, most) : [uris];
  for (const part of parts) checkParameters(spotify.playlists.addItems.endpoint, { playlist_id, uris: part });
  const first = uris.slice(0, most);
  const others = uris.slice(most);
  const snapshot = await spotify.playlists.updateItems({ playlist_id, uris: first }, options);
  if (others.length === 0) return snapshot;
  try {
    return await callInChunks(spotify.playlists.addItems, { playlist_id, uris: others }, options);
  } catch (error) {
    const partly = error instanceof PartialFailureError ? error : undefined;
    const landed = [...first, ...((partly?.landed ?? []) as readonly string[])];
    throw new PartialFailureError(`${landed.length} of ${uris.length} are in the playlist, then a call failed.`, {
      endpoint: 'playlists.addItems',
      cause: partly?.cause ?? error,
      hint: 'Add what failed and the rest; what landed is in the playlist.',
      landed,
      failed: partly?.failed ?? others.slice(0, most),
      rest: partly?.rest ?? others.slice(most),
      answer: partly?.answer ?? snapshot,
    });
  }
}
