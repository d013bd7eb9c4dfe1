import type { SearchType } from '@tonearm/spotify-client';
import { describeItem, fieldsOf } from '../outputs.js';
import { pageOf } from '../paging.js';
import { readDevices } from '../playback/find-device.js';
import { myPlaylists } from '../words/my-playlists.js';
import { type Completer, fitting } from './completer.js';

/** Fewer letters fit everything, and each search costs a request. */
const fewestLetters = 3;
const mostHits = 10;

/** Suggests the person's own playlists by name. */
export const ownPlaylists: Completer = async (begun, context) =>
  fitting(
    (await myPlaylists(context)).map(({ name }) => name),
    begun,
  );

/** Suggests the names of things of one kind in the catalogue, with their makers, as every tool takes them. */
export function catalogueNames(kind: SearchType): Completer {
  return async (begun, { spotify, signal }) => {
    const query = begun.trim();
    if (query.length < fewestLetters) return [];
    const answer = fieldsOf(await spotify.search.search({ q: query, type: [kind], limit: mostHits }, { signal }));
    const items = pageOf(answer[`${kind}s`]).entries.map(describeItem);
    const names = items.flatMap((item) =>
      item === undefined ? [] : [item.by === undefined ? item.name : `${item.name} by ${item.by}`],
    );
    return [...new Set(names)];
  };
}

/** Suggests what one may want done with the player, on the devices that are there. */
export const playerWishes: Completer = async (begun, context) => {
  const devices = await readDevices(context);
  return fitting(['pause', 'resume', 'louder', 'quieter', ...devices.map(({ name }) => `play on ${name}`)], begun);
};
