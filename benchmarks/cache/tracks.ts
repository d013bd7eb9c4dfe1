import { Redis } from 'ioredis';

const key = 'tracks to be measured with';

/**
 * Leaves tracks in Redis for the processes that are measured with them. They must not make them: the emulator's world would stay in the heap
 * of each, and make some of them collect their garbage several times as long as others that do the same.
 */
export async function leaveTracks(url: string, saved: unknown): Promise<void> {
  const { items } = saved as { readonly items: readonly { readonly track: object }[] };
  const client = new Redis(url);
  await client.set(key, JSON.stringify(items.map(({ track }) => track)));
  await client.quit();
}

/** The tracks that were left. */
export async function tracksFrom(client: Redis): Promise<readonly object[]> {
  return JSON.parse((await client.get(key)) ?? '[]');
}
