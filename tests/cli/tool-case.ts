import type { FaultRule, SpotifyEmulator } from '@tonearm/spotify-emulator';

/** What a test of one tool's command does: once well, once badly. */
export interface ToolCase {
  readonly works: {
    /** What is typed after `tonearm`. */
    words(emulator: SpotifyEmulator): readonly string[];
    prepare?(emulator: SpotifyEmulator): void;
    /** Whether it needs an app that Spotify has closed nothing to. */
    readonly isOlderApp?: boolean;
    /** Looks at what the command printed with --json, and at what it left behind. */
    check(output: unknown, emulator: SpotifyEmulator): void;
  };
  readonly fails: {
    words(emulator: SpotifyEmulator): readonly string[];
    prepare?(emulator: SpotifyEmulator): void;
    readonly fault?: FaultRule;
    readonly environment?: Readonly<Record<string, string>>;
    readonly exitCode: number;
    readonly code: unknown;
  };
}

/** An id that nothing has. */
export const unknownId = '0'.repeat(22);
/** One of the songs that the listener can play, by its place. */
export const track = (emulator: SpotifyEmulator, place = 0): { readonly name: string; readonly uri: string } => {
  const found = emulator.world.catalogue.tracks.list().filter(({ markets }) => markets.includes('SE'))[place];
  if (!found) throw new Error('The catalogue has too few tracks');
  return found;
};
/** Whose commands they are. */
export const listener = (emulator: SpotifyEmulator) => emulator.world.user('listener');
/** A playlist that the listener may change. */
export const ownPlaylist = (emulator: SpotifyEmulator) => {
  const playlist = listener(emulator).playlists.find(({ owner }) => owner === 'listener');
  if (!playlist) throw new Error('The listener has no playlist');
  return playlist;
};
