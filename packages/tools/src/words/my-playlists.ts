import { describeItem, type ItemOutput } from '../outputs.js';
import { collect, pageOf } from '../paging.js';
import type { ToolContext } from '../tool.js';

/** Looking through more of them for a name would cost more requests than a name is worth. */
const mostPlaylists = 1000;
const pageSize = 50;

/** Lists the playlists that the person owns or follows, as far as a name is worth looking for. */
export async function myPlaylists({ spotify, signal }: ToolContext): Promise<readonly ItemOutput[]> {
  const { entries } = await collect({ limit: mostPlaylists, offset: 0, pageSize }, async (page) =>
    pageOf(await spotify.playlists.mine(page, { signal })),
  );
  return entries.map(describeItem).filter((item) => item !== undefined);
}
