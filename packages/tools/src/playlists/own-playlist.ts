import type { ToolContext } from '../tool.js';
import { type NamedReference, resolveItem } from '../words/resolve-item.js';

/** Finds a playlist of the person's that somebody meant: to change it, so the catalogue is not searched. */
export async function resolveOwnPlaylist(reference: string, context: ToolContext): Promise<NamedReference> {
  return await resolveItem(reference, { allowed: ['playlist'], own: true }, context, 'The playlist');
}
