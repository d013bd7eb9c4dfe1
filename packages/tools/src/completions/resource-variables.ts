import type { ResourceTemplate } from '../resources/resource.js';
import { type Completer, oneOf } from './completer.js';
import { catalogueNames, ownPlaylists } from './names.js';

const byNoun: Readonly<Record<string, Completer>> = {
  playlist: ownPlaylists,
  track: catalogueNames('track'),
  album: catalogueNames('album'),
  artist: catalogueNames('artist'),
  show: catalogueNames('show'),
  episode: catalogueNames('episode'),
  audiobook: catalogueNames('audiobook'),
};

/** What suggests values for the variable of a template; undefined where Spotify finds nothing by name. */
export function variableCompleter({ noun, choices }: ResourceTemplate): Completer | undefined {
  return choices === undefined ? byNoun[noun] : oneOf(choices);
}
