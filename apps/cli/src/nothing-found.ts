import { CommandError } from './errors.js';

/** The questions whose answer can be "nothing"; an own list that is empty (queue, playlists) is an answer like any other. */
const questions: Readonly<Record<string, (output: Readonly<Record<string, unknown>>) => CommandError | undefined>> = {
  search_catalog: ({ results }) =>
    Array.isArray(results) && results.every(({ items }: { items?: readonly unknown[] }) => items?.length === 0)
      ? new CommandError('nothing_found', 'Nothing was found.', 'Try fewer words, or other kinds with --kinds.')
      : undefined,
  get_playback: ({ status }) =>
    status === 'nothing'
      ? new CommandError('nothing_playing', 'Nothing is playing.', 'Start something with tonearm play.')
      : undefined,
};

/** Tells a script by the exit code that a question had no answer. */
export function nothingFound(toolName: string, output: Readonly<Record<string, unknown>>): CommandError | undefined {
  return questions[toolName]?.(output);
}
