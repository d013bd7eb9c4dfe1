import { oneOf } from '../completions/completer.js';
import { catalogueNames, playerWishes } from '../completions/names.js';
import { filled, optional, type Prompt, required, steps } from './prompt.js';

const moods = ['calm', 'focus', 'party', 'workout', 'dinner', 'travel', 'sleep', 'sad', 'happy', 'morning', 'evening'];

/** The prompts about finding and playing music. */
export const musicPrompts: readonly Prompt[] = [
  {
    name: 'discover_new_music',
    title: 'Discover new music',
    description: 'Finds music that the person does not know yet, starting from what they like.',
    arguments: [optional('mood', 'A mood or occasion', oneOf(moods))],
    tools: ['list_top_items', 'search_catalog', 'get_artist', 'check_library'],
    text: ({ mood }) =>
      steps(
        `Find me music that I do not know yet, for ${filled(mood, 'my taste')}.`,
        'See what I like with list_top_items, artists and tracks.',
        'Think of artists near to those, and look them up with search_catalog and get_artist. Spotify recommends nothing to new apps: use what you know.',
        'Leave out what check_library says I have.',
        'Show me ten songs with a reason each, and offer to put them into a playlist.',
      ),
  },
  {
    name: 'create_playlist_for',
    title: 'Make a playlist',
    description: 'Makes a playlist for a theme.',
    arguments: [
      optional('theme', 'What it is for', oneOf(moods)),
      optional('length', 'How many songs', oneOf(['10', '25', '50', '100'])),
    ],
    tools: ['search_catalog', 'create_playlist'],
    text: ({ theme, length }) =>
      steps(
        `Make me a playlist for ${filled(theme, 'a theme that you ask me for')} with ${filled(length, 'about 25')} songs.`,
        'Think of songs first, then look each up with search_catalog; take none that it does not find.',
        'Show me the list, in an order that makes sense.',
        'When I agree, make it with one call of create_playlist, with all items in it.',
      ),
  },
  {
    name: 'whats_playing',
    title: "What's playing",
    description: 'Tells about what plays right now.',
    arguments: [],
    tools: ['get_playback', 'get_queue'],
    text: () =>
      steps(
        'What am I listening to?',
        'Look with get_playback.',
        'Tell me about the song and who made it.',
        'Say what comes next: get_queue.',
      ),
  },
  {
    name: 'control_playback',
    title: 'Control playback',
    description: 'Does something with the player.',
    arguments: [optional('action', 'What to do, e.g. quieter, in the kitchen', playerWishes)],
    tools: ['get_playback', 'list_devices', 'start_playback', 'pause_playback', 'adjust_playback', 'transfer_playback'],
    text: ({ action }) =>
      steps(
        `With my player, do this: ${filled(action, 'ask me what')}.`,
        'See how it stands with get_playback, and list_devices if a device was named.',
        'Use the one tool that does it: start_playback, pause_playback, adjust_playback or transfer_playback.',
        'Tell me what is true afterwards, as the tool saw it.',
      ),
  },
  {
    name: 'find_similar',
    title: 'Find similar music',
    description: 'Finds music like a song, an album or an artist.',
    arguments: [required('reference', 'A song, album or artist', catalogueNames('track'))],
    tools: ['get_items', 'search_catalog'],
    text: ({ reference }) =>
      steps(
        `Find me music like ${filled(reference, 'what I name')}.`,
        'Look it up with get_items or search_catalog.',
        'Name ten songs by other artists that share something with it, and say what; check each with search_catalog.',
        'Offer to play or to keep them.',
      ),
  },
  {
    name: 'explore_artist',
    title: 'Explore an artist',
    description: 'Leads through what an artist made.',
    arguments: [required('artist_name', 'The artist', catalogueNames('artist'))],
    tools: ['get_artist', 'get_album', 'start_playback'],
    text: ({ artist_name }) =>
      steps(
        `Lead me through the work of ${filled(artist_name, 'an artist')}.`,
        'Read the releases with get_artist, all pages.',
        'Choose three albums that show how it changed, and read them with get_album.',
        'Say of each what to listen for, and offer to play one with start_playback.',
      ),
  },
];
