import { listOfThese, oneOf } from '../completions/completer.js';
import { ownPlaylists } from '../completions/names.js';
import { filled, optional, type Prompt, required, steps } from './prompt.js';

/** The prompts about what somebody has collected. */
export const collectionPrompts: readonly Prompt[] = [
  {
    name: 'manage_library',
    title: 'Tidy the library',
    description: 'Does something with what the person has saved.',
    arguments: [
      optional('task', 'What to do', oneOf(['show me what is in it', 'find doubles', 'remove what I never play'])),
    ],
    tools: ['list_library', 'save_to_library', 'remove_from_library'],
    text: ({ task }) =>
      steps(
        `With my library, do this: ${filled(task, 'show me what is in it and what could go')}.`,
        'Read it with list_library, page by page.',
        'Before you change anything, show me what would change: dry_run of save_to_library or remove_from_library.',
        'Do it in one call when I agree, and tell me how to undo it.',
      ),
  },
  {
    name: 'analyze_listening_habits',
    title: 'My listening habits',
    description: 'Sums up what the person listens to.',
    arguments: [
      optional('timeframe', 'short_term, medium_term or long_term', oneOf(['short_term', 'medium_term', 'long_term'])),
    ],
    tools: ['list_top_items', 'list_recently_played'],
    text: ({ timeframe }) =>
      steps(
        'What do I listen to?',
        `Read list_top_items for artists and for tracks, time_range ${filled(timeframe, '"medium_term"')}, and list_recently_played.`,
        'Sum it up in a few sentences, for me only. Spotify forbids profiles of its users: draw no conclusions about me as a person.',
      ),
  },
  {
    name: 'clean_up_playlist',
    title: 'Clean up a playlist',
    description: 'Removes duplicates from a playlist and puts it in order.',
    arguments: [required('playlist', 'Its name', ownPlaylists)],
    tools: ['dedupe_playlist', 'sort_playlist'],
    text: ({ playlist }) =>
      steps(
        `Clean up my playlist ${filled(playlist, '')}.`,
        'See with dedupe_playlist and dry_run what is in it twice, the same recording and the same name.',
        'Show me, and remove it when I agree.',
        'Offer me an order, and sort it with sort_playlist in one call.',
      ),
  },
  {
    name: 'import_song_list',
    title: 'Import a list of songs',
    description: 'Makes a playlist of a list from elsewhere.',
    arguments: [
      required('name', 'What to call the playlist'),
      optional('songs', 'The list, one "artist - title" a line'),
    ],
    tools: ['import_playlist'],
    text: ({ name, songs }) =>
      steps(
        `Make a playlist ${filled(name, '')} of my list of songs: ${filled(songs, 'ask me for it')}.`,
        'Try it with import_playlist and dry_run.',
        'Show me what was found only nearly or not at all, and let me decide.',
        'Import it when I agree.',
      ),
  },
  {
    name: 'merge_my_playlists',
    title: 'Merge playlists',
    description: 'Makes one playlist of several, without duplicates.',
    arguments: [
      required('playlists', 'Their names', listOfThese(ownPlaylists)),
      optional('name', 'What to call the new one'),
    ],
    tools: ['compare_playlists', 'merge_playlists'],
    text: ({ playlists, name }) =>
      steps(
        `Make one playlist of these: ${filled(playlists, '')}, called ${filled(name, 'as you suggest')}.`,
        'Tell me with compare_playlists what they have in common.',
        'Make it with merge_playlists; the originals stay.',
      ),
  },
  {
    name: 'back_up_playlists',
    title: 'Back up playlists',
    description: 'Exports playlists for keeping.',
    arguments: [optional('format', 'json, csv, m3u or text', oneOf(['json', 'csv', 'm3u', 'text']))],
    tools: ['list_playlists', 'export_playlist'],
    text: ({ format }) =>
      steps(
        'Back up my own playlists.',
        'List them with list_playlists, to the end.',
        `Export each with export_playlist, format ${filled(format, '"csv"')}, all pages, and write each to a file of its own.`,
        'Tell me what was exported and what was not.',
      ),
  },
];
