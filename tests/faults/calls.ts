import type { createSpotifyEmulator, JournalEntry } from '@tonearm/spotify-emulator';
import type { Stage } from '../runtime/stage.ts';

/** A different read each time, so that no cache answers: albums in turn, each with another market. */
export function readAlbum({ emulator, runtime }: Stage, number: number): Promise<unknown> {
  const all = emulator.world.catalogue.albums.list();
  const id = all[number % all.length]?.id ?? '';
  const markets = ['DE', 'FR', 'GB', 'US', 'SE', 'ES', 'IT', 'NL', 'PL', 'AT', 'BE', 'CH', 'DK', 'FI', 'NO', 'PT'];
  const market = markets[Math.floor(number / all.length) % markets.length];
  return runtime.spotify.albums.get(market === undefined ? { id } : { id, market });
}

/** A write that must not be made twice. */
export function createPlaylist({ runtime }: Stage, number = 0): Promise<unknown> {
  return runtime.spotify.playlists.create({ name: `Made ${number}` });
}

/** A player command. */
export function skipToNext({ runtime }: Stage): Promise<unknown> {
  return runtime.spotify.player.next();
}

/** The requests of one operation. */
export function of(operation: string, entries: readonly JournalEntry[]): readonly JournalEntry[] {
  return entries.filter((entry) => entry.operation === operation);
}

/** An emulator that is late and fails by the clock of the test, as a network would: before the request is carried out. */
export function behind(emulator: ReturnType<typeof createSpotifyEmulator>, before: () => Promise<void>) {
  const fetch: typeof emulator.fetch = async (input, init) => {
    const { pathname } = new URL(input instanceof Request ? input.url : input);
    if (pathname.startsWith('/v1/')) await Promise.race([before(), rejectsWith(init?.signal)]);
    return emulator.fetch(input, init);
  };
  return { ...emulator, fetch };
}

function rejectsWith(signal: AbortSignal | null | undefined): Promise<never> {
  return new Promise((_, reject) => {
    if (signal?.aborted) reject(signal.reason);
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
