import { bodyFields, field, textList } from '../http/inputs.js';
import { badRequest, notFound, playerProblem } from '../http/problem.js';
import type { Route, UserCall } from '../http/route.js';
import { isOwnFile, playsOwnFiles } from '../player/own-files.js';
import { findPlayable } from '../world/catalogue.js';
import { discographies } from '../world/discography.js';
import { popularTracks } from '../world/popular-tracks.js';
import { mayHear } from '../world/restriction.js';
import { parseUri } from '../world/uri.js';
import type { World } from '../world/world.js';
import { refusal, refuseByTheBook, targetDevice } from './player-commands.js';

/** The music of an artist is found by looking through everything. */
export const needsOfStart: Route['needs'] = (catalogue, { body }) =>
  body.includes('spotify:artist:') ? discographies(catalogue) : undefined;

/** Starts something new, or goes on with what was there. */
export function startPlayback(call: UserCall): void {
  const { player } = call.user;
  const fields = bodyFields(call);
  const context = field(fields, 'context_uri', 'string');
  const listed = textList(fields, 'uris');
  const positionMs = positionOf(fields.position_ms);
  const wasActive = player.device;
  if (context === undefined && listed === undefined) {
    const device = targetDevice(call);
    // With a device it is a transfer; without one, to resume what plays is an error at Spotify.
    if (player.item === null) throw refusal(call, 'NOT_PLAYING_TRACK');
    if (player.is_playing && device === wasActive) throw refusal(call, 'NOT_PAUSED');
    player.resume();
    if (positionMs !== undefined) player.seek(positionMs);
    return;
  }
  const uris = context === undefined ? checkedUris(call.world, listed ?? []) : contextUris(call, context);
  const index = offsetOf(fields.offset, uris);
  const files = ownFiles(call, context);
  const exists = (uri: string): boolean => files.has(uri) || findPlayable(call.world.catalogue, uri) !== undefined;
  const first = uris[index ?? 0];
  const resumeMs = resumePosition(call, first);
  const device = targetDevice(call);
  const canHear = (uri: string): boolean =>
    files.has(uri) ? playsOwnFiles(device) : mayHear(call.world.catalogue, call.user, uri);
  if (!uris.some(canHear)) throw refusal(call, 'CONTEXT_DISALLOW');
  const isPlaying = player.is_playing && player.item === first && player.context === (context ?? null);
  refuseByTheBook(call, 'ALREADY_PLAYING', isPlaying && positionMs === undefined && resumeMs > 0);
  player.start({
    uris: uris.filter(exists),
    ...(context === undefined ? {} : { context }),
    // Files of others and what is gone keep their place in a playlist, and are passed over.
    ...(index === undefined ? {} : { index: uris.slice(0, index).filter(exists).length }),
    positionMs: positionMs ?? resumeMs,
  });
}

/** Whoever comes back to an episode hears it from where they left. */
function resumePosition({ user }: UserCall, uri: string | undefined): number {
  const point = uri?.startsWith('spotify:episode:') ? user.resumePoints.get(uri) : undefined;
  return point && !point.fully_played ? point.resume_position_ms : 0;
}

/** The files in a playlist that the listener put there: nobody else has them. */
function ownFiles({ world, user }: UserCall, context = ''): ReadonlySet<string> {
  const items = world.playlists.get(parseUri(context)?.id ?? '')?.items ?? [];
  return new Set(items.filter((item) => item.added_by === user.id && isOwnFile(item.uri)).map(({ uri }) => uri));
}

function checkedUris(world: World, uris: readonly string[]): readonly string[] {
  if (uris.length === 0) throw badRequest('No uris provided');
  for (const uri of uris) {
    if (!findPlayable(world.catalogue, uri)) throw badRequest(`Invalid track uri: ${uri}`);
  }
  return uris;
}

/** The playable URIs of a context, in its order. */
function contextUris({ world, user }: UserCall, context: string): readonly string[] {
  const { catalogue } = world;
  if (context === `${user.uri}:collection`) return user.library.newest('track');
  const uri = parseUri(context);
  if (!uri) throw badRequest('Invalid context uri');
  const items = (): readonly { readonly uri: string }[] | undefined => {
    switch (uri.kind) {
      case 'album':
        return catalogue.albums.get(uri.id)?.tracks;
      case 'artist':
        return popularTracks(catalogue, catalogue.artists.get(uri.id));
      case 'playlist':
        return world.playlists.get(uri.id)?.items;
      case 'show':
      case 'audiobook':
        return catalogue.shows.get(uri.id)?.episodes ?? catalogue.audiobooks.get(uri.id)?.chapters;
      default:
        throw badRequest('Invalid context uri');
    }
  };
  const found = items();
  if (!found) throw notFound();
  return found.map((item) => item.uri);
}

function offsetOf(offset: unknown, uris: readonly string[]): number | undefined {
  if (offset === undefined || offset === null) return undefined;
  if (typeof offset !== 'object' || Array.isArray(offset)) throw badRequest('Invalid offset');
  const fields = offset as Readonly<Record<string, unknown>>;
  const uri = field(fields, 'uri', 'string');
  const position = uri === undefined ? field(fields, 'position', 'number') : uris.indexOf(uri);
  if (position === undefined) return undefined;
  if (!Number.isInteger(position) || (uri === undefined && position < 0)) throw badRequest('Invalid offset');
  if (uris[position] === undefined) throw playerProblem('NO_SPECIFIC_TRACK');
  return position;
}

function positionOf(value: unknown): number | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) throw badRequest('Invalid position_ms');
  return value;
}
