import type { Tool } from '../tool.js';
import { getAlbum } from './catalog/get-album.js';
import { getArtist } from './catalog/get-artist.js';
import { searchCatalog } from './catalog/search-catalog.js';
import { saveToLibrary } from './library/save-to-library.js';
import { addToQueue } from './playback/add-to-queue.js';
import { getPlayback } from './playback/get-playback.js';
import { getQueue } from './playback/get-queue.js';
import { listDevices } from './playback/list-devices.js';
import { pausePlayback } from './playback/pause-playback.js';
import { skipToNext } from './playback/skip-to-next.js';
import { startPlayback } from './playback/start-playback.js';
import { addToPlaylist } from './playlists/add-to-playlist.js';
import { createPlaylist } from './playlists/create-playlist.js';
import { getPlaylist } from './playlists/get-playlist.js';
import { listPlaylists } from './playlists/list-playlists.js';

/** Every tool, toolset by toolset, in the order in which they are offered. */
export const tools: readonly Tool[] = [
  searchCatalog,
  getAlbum,
  getArtist,
  getPlayback,
  listDevices,
  startPlayback,
  pausePlayback,
  skipToNext,
  getQueue,
  addToQueue,
  listPlaylists,
  getPlaylist,
  createPlaylist,
  addToPlaylist,
  saveToLibrary,
];
