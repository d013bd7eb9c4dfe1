import type { Route } from '../routes.ts';
import { first } from '../tool-case.ts';

/** One case for every prompt: what it is filled in with. */
export const promptCases: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  discover_new_music: { mood: 'rain' },
  create_playlist_for: { theme: 'a long drive', length: '40' },
  whats_playing: {},
  control_playback: { action: 'quieter' },
  find_similar: { reference: 'Song 2' },
  explore_artist: { artist_name: 'Tamsin' },
  manage_library: { task: 'find doubles' },
  analyze_listening_habits: { timeframe: 'short_term' },
  clean_up_playlist: { playlist: 'Desk Hours' },
  import_song_list: { name: 'Old tapes', songs: 'Somebody - Something' },
  merge_my_playlists: { playlists: 'Desk Hours, Rainy Kitchen', name: 'Both' },
  back_up_playlists: { format: 'csv' },
};

/** What somebody types, and what should be suggested then. */
interface Suggestion {
  readonly begun: string;
  readonly expected: string;
}

const words = (begun: string, expected: string) => (): Suggestion => ({ begun, expected });

/** One case for every argument of a prompt that can be completed, by `prompt argument`. */
export const suggestions: Readonly<Record<string, (route: Route) => Suggestion>> = {
  'discover_new_music mood': words('ca', 'calm'),
  'create_playlist_for theme': words('work', 'workout'),
  'create_playlist_for length': words('2', '25'),
  'control_playback action': words('kitchen', 'play on Kitchen'),
  'find_similar reference': ({ emulator, listener }) => {
    const song = first(emulator.world.catalogue.tracks.list(), ({ markets }) => markets.includes(listener.country));
    return { begun: song.name, expected: `${song.name} by ${song.artists.map(({ name }) => name).join(', ')}` };
  },
  'explore_artist artist_name': ({ emulator }) => {
    const { name } = first(emulator.world.catalogue.artists.list());
    return { begun: name.slice(0, -1), expected: name };
  },
  'manage_library task': words('doub', 'find doubles'),
  'analyze_listening_habits timeframe': words('long', 'long_term'),
  'clean_up_playlist playlist': words('desk', 'Desk Hours'),
  'merge_my_playlists playlists': words('Desk Hours, rainy', 'Desk Hours, Rainy Kitchen'),
  'back_up_playlists format': words('m', 'm3u'),
};
