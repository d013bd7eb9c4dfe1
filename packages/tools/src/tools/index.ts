import type { Tool } from '../tool.js';
import { getProfile } from './account/get-profile.js';
import { undoWrite } from './account/undo-write.js';
import { browseCatalog } from './browse/browse-catalog.js';
import { getArtistProfile } from './browse/get-artist-profile.js';
import { getAudioFeatures } from './browse/get-audio-features.js';
import { getRecommendations } from './browse/get-recommendations.js';
import { getUser } from './browse/get-user.js';
import { getAlbum } from './catalog/get-album.js';
import { getArtist } from './catalog/get-artist.js';
import { getItems } from './catalog/get-items.js';
import { getShow } from './catalog/get-show.js';
import { searchCatalog } from './catalog/search-catalog.js';
import { comparePlaylists } from './curation/compare-playlists.js';
import { dedupePlaylist } from './curation/dedupe-playlist.js';
import { exportPlaylist } from './curation/export-playlist.js';
import { getPlaylistCover } from './curation/get-playlist-cover.js';
import { importPlaylist } from './curation/import-playlist.js';
import { mergePlaylists } from './curation/merge-playlists.js';
import { moveInPlaylist } from './curation/move-in-playlist.js';
import { replacePlaylist } from './curation/replace-playlist.js';
import { setPlaylistCover } from './curation/set-playlist-cover.js';
import { sortPlaylist } from './curation/sort-playlist.js';
import { splitPlaylist } from './curation/split-playlist.js';
import { diagnoseTonearm } from './diagnostics/diagnose-tonearm.js';
import { getListeningSummary } from './insights/get-listening-summary.js';
import { listNewEpisodes } from './insights/list-new-episodes.js';
import { summarizeLibrary } from './insights/summarize-library.js';
import { checkLibrary } from './library/check-library.js';
import { listLibrary } from './library/list-library.js';
import { removeFromLibrary } from './library/remove-from-library.js';
import { saveToLibrary } from './library/save-to-library.js';
import { listRecentlyPlayed } from './listening/list-recently-played.js';
import { listTopItems } from './listening/list-top-items.js';
import { addToQueue } from './playback/add-to-queue.js';
import { adjustPlayback } from './playback/adjust-playback.js';
import { getPlayback } from './playback/get-playback.js';
import { getQueue } from './playback/get-queue.js';
import { listDevices } from './playback/list-devices.js';
import { pausePlayback } from './playback/pause-playback.js';
import { skipToNext } from './playback/skip-to-next.js';
import { skipToPrevious } from './playback/skip-to-previous.js';
import { startPlayback } from './playback/start-playback.js';
import { transferPlayback } from './playback/transfer-playback.js';
import { addToPlaylist } from './playlists/add-to-playlist.js';
import { createPlaylist } from './playlists/create-playlist.js';
import { deletePlaylist } from './playlists/delete-playlist.js';
import { getPlaylist } from './playlists/get-playlist.js';
import { listPlaylists } from './playlists/list-playlists.js';
import { removeFromPlaylist } from './playlists/remove-from-playlist.js';
import { updatePlaylist } from './playlists/update-playlist.js';

/** Every tool, toolset by toolset, in the order in which they are offered. */
export const tools: readonly Tool[] = [
  searchCatalog,
  getItems,
  getAlbum,
  getArtist,
  getShow,
  getPlayback,
  listDevices,
  startPlayback,
  pausePlayback,
  skipToNext,
  skipToPrevious,
  adjustPlayback,
  transferPlayback,
  getQueue,
  addToQueue,
  listPlaylists,
  getPlaylist,
  createPlaylist,
  addToPlaylist,
  removeFromPlaylist,
  updatePlaylist,
  deletePlaylist,
  listLibrary,
  checkLibrary,
  saveToLibrary,
  removeFromLibrary,
  listTopItems,
  listRecentlyPlayed,
  getProfile,
  undoWrite,
  dedupePlaylist,
  sortPlaylist,
  moveInPlaylist,
  replacePlaylist,
  comparePlaylists,
  mergePlaylists,
  splitPlaylist,
  exportPlaylist,
  importPlaylist,
  getPlaylistCover,
  setPlaylistCover,
  summarizeLibrary,
  getListeningSummary,
  listNewEpisodes,
  browseCatalog,
  getRecommendations,
  getAudioFeatures,
  getArtistProfile,
  getUser,
  diagnoseTonearm,
];
