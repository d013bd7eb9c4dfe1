import { expect, test } from 'vitest';
import { createCaller } from '../../testing/caller.js';

const { emulator, get } = createCaller();
const { albums, artists, shows, audiobooks } = emulator.world.catalogue;
const [playlist] = emulator.world.user('listener').playlists;

test.each([
  `/albums/${albums.at(0)?.id}/tracks`,
  `/artists/${artists.at(0)?.id}/albums`,
  `/shows/${shows.at(0)?.id}/episodes`,
  `/audiobooks/${audiobooks.at(0)?.id}/chapters`,
  `/playlists/${playlist?.id}/items`,
  '/me/tracks',
  '/me/albums',
  '/me/playlists',
  '/me/top/tracks',
])('%s refuses absurd pages, and is there for whoever asks next', async (path) => {
  for (const absurd of ['-1', '1.5', '1e99', '0x10', '99999999999999999999', 'x', '']) {
    for (const name of ['limit', 'offset']) {
      const { status, body } = await get(`${path}?${name}=${absurd}`);
      expect([status, body.error.message], `${name}=${absurd}`).toEqual([400, `Invalid ${name}`]);
    }
  }
  expect((await get(path)).status).toBe(200);
});
