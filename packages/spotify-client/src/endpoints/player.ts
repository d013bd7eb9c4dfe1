import { defineEndpoint, type NoParams } from '../endpoint.js';
import type { CursorPaging } from '../models/paging.js';
import type { CurrentlyPlaying, Devices, Playback, PlayHistory, Queue, RepeatState } from '../models/player.js';
import {
  type AdditionalTypesParams,
  additionalTypes,
  type DeviceParams,
  deviceTypes,
  type MarketParams,
  marketTypes,
} from './parameters.js';

interface PlayParams extends DeviceParams {
  /** An album, an artist, a playlist or a show to play from. */
  readonly context_uri?: string | undefined;
  /** Tracks or episodes to play, in place of a context. */
  readonly uris?: readonly string[] | undefined;
  /** Where to begin in the context or the list: a place counted from 0, or an item. */
  readonly offset?: { readonly position: number } | { readonly uri: string } | undefined;
  /** Where to begin in the item, in milliseconds. */
  readonly position_ms?: number | undefined;
}

interface HistoryParams {
  readonly limit?: number | undefined;
  /** Only what was played after this time, in milliseconds since 1970. */
  readonly after?: number | undefined;
  /** Only what was played before this time, in milliseconds since 1970. */
  readonly before?: number | undefined;
}

const playable = ['track', 'episode', 'chapter', 'local'];
const uriOfItem = /^spotify:([a-z]+):([\w-]+|(?<=:local:)\S+)$/;

const reads = {
  method: 'GET',
  access: 'everyone',
  audience: 'user',
  volatility: 'live',
  provides: () => ['my:player'],
} as const;

const reasons = {
  ALREADY_PAUSED: 'It is paused already.',
  ALREADY_PLAYING: 'It is playing already.',
  NOT_PAUSED: 'It is playing already.',
  NO_NEXT_TRACK: 'There is nothing after this.',
  NO_PREV_TRACK: 'There is nothing before this.',
  NOT_PLAYING_TRACK: 'Start something first.',
  NOT_PLAYING_CONTEXT: 'Start an album, a playlist or a show first.',
  NO_SPECIFIC_TRACK: 'The offset is not in what is to be played.',
  RATE_LIMITED: 'Wait for some seconds: commands came too quickly.',
  VOLUME_CONTROL_DISALLOW: 'The volume of this device can only be set on the device.',
  DEVICE_NOT_CONTROLLABLE: 'Use another device: this one takes no commands.',
  REMOTE_CONTROL_DISALLOW: 'Use another device: this one takes no commands.',
};

// Spotify answers commands with nothing, or with a random text that means nothing.
const commands = {
  scopes: ['user-modify-playback-state'],
  access: 'everyone',
  audience: 'user',
  types: deviceTypes,
  reasons,
  reply: 'ignored',
  touches: () => ['my:player'],
} as const;

/** What can be asked of the player; every command needs Spotify Premium. */
export const player = {
  /** Gets what plays, where and how; null when nothing does. */
  state: defineEndpoint<MarketParams & AdditionalTypesParams, Playback | null>()({
    ...reads,
    path: '/me/player',
    scopes: ['user-read-playback-state'],
    types: { ...marketTypes, ...additionalTypes },
    reply: 'json-or-empty',
  }),

  /** Moves playback to another device. */
  transfer: defineEndpoint<{ readonly device_ids: readonly string[]; readonly play?: boolean | undefined }, void>()({
    ...commands,
    method: 'PUT',
    path: '/me/player',
    body: ['device_ids', 'play'],
    types: { device_ids: 'array', play: 'boolean' },
    required: ['device_ids'],
    limits: { device_ids: [1, 1] },
  }),

  /** Lists the devices that can play now. */
  devices: defineEndpoint<NoParams, Devices>()({
    ...reads,
    path: '/me/player/devices',
    scopes: ['user-read-playback-state'],
  }),

  /** Gets what plays; null when nothing does. */
  currentlyPlaying: defineEndpoint<MarketParams & AdditionalTypesParams, CurrentlyPlaying | null>()({
    ...reads,
    path: '/me/player/currently-playing',
    scopes: ['user-read-currently-playing'],
    types: { ...marketTypes, ...additionalTypes },
    reply: 'json-or-empty',
  }),

  /** Starts something new, or goes on with what was paused. */
  play: defineEndpoint<PlayParams, void>()({
    ...commands,
    method: 'PUT',
    path: '/me/player/play',
    body: ['context_uri', 'uris', 'offset', 'position_ms'],
    types: { context_uri: 'string', uris: 'array', offset: 'object', position_ms: 'integer', ...deviceTypes },
    kinds: {
      context_uri: ['album', 'artist', 'playlist', 'show', 'audiobook', 'user', 'collection', 'station'],
      uris: playable,
    },
    checks: { offset: offsetProblem },
  }),

  /** Pauses playback. */
  pause: defineEndpoint<DeviceParams, void>()({ ...commands, method: 'PUT', path: '/me/player/pause' }),

  /** Skips to the next item. */
  next: defineEndpoint<DeviceParams, void>()({ ...commands, method: 'POST', path: '/me/player/next' }),

  /** Goes back to the previous item. */
  previous: defineEndpoint<DeviceParams, void>()({ ...commands, method: 'POST', path: '/me/player/previous' }),

  /** Goes to a place in the item, in milliseconds. */
  seek: defineEndpoint<DeviceParams & { readonly position_ms: number }, void>()({
    ...commands,
    method: 'PUT',
    path: '/me/player/seek',
    types: { position_ms: 'integer', ...deviceTypes },
    required: ['position_ms'],
    limits: { position_ms: [0, Number.MAX_SAFE_INTEGER] },
  }),

  /** Repeats nothing, the context or the track. */
  repeat: defineEndpoint<DeviceParams & { readonly state: RepeatState }, void>()({
    ...commands,
    method: 'PUT',
    path: '/me/player/repeat',
    types: { state: 'string', ...deviceTypes },
    required: ['state'],
    choices: { state: ['off', 'context', 'track'] },
  }),

  /** Sets the volume, in percent. */
  volume: defineEndpoint<DeviceParams & { readonly volume_percent: number }, void>()({
    ...commands,
    method: 'PUT',
    path: '/me/player/volume',
    types: { volume_percent: 'integer', ...deviceTypes },
    required: ['volume_percent'],
    limits: { volume_percent: [0, 100] },
  }),

  /** Turns shuffling on or off. */
  shuffle: defineEndpoint<DeviceParams & { readonly state: boolean }, void>()({
    ...commands,
    method: 'PUT',
    path: '/me/player/shuffle',
    types: { state: 'boolean', ...deviceTypes },
    required: ['state'],
  }),

  /** Lists what was played last, newest first; Spotify remembers the last 50 tracks, and no episodes. */
  recentlyPlayed: defineEndpoint<HistoryParams, CursorPaging<PlayHistory>>()({
    ...reads,
    path: '/me/player/recently-played',
    scopes: ['user-read-recently-played'],
    types: { limit: 'integer', after: 'integer', before: 'integer' },
    limits: { limit: [1, 50] },
  }),

  /** Gets what plays now and next. */
  queue: defineEndpoint<NoParams, Queue>()({
    ...reads,
    path: '/me/player/queue',
    scopes: ['user-read-currently-playing', 'user-read-playback-state'],
  }),

  /** Adds one track or episode to the queue. */
  addToQueue: defineEndpoint<DeviceParams & { readonly uri: string }, void>()({
    ...commands,
    method: 'POST',
    path: '/me/player/queue',
    types: { uri: 'string', ...deviceTypes },
    required: ['uri'],
    kinds: { uri: ['track', 'episode', 'chapter'] },
  }),
};

/** Spotify refuses what is no place of the list, and begins at its start when it does not know what is said. */
function offsetProblem(offset: unknown): string | undefined {
  const { position, uri, ...others }: Readonly<Record<string, unknown>> = Object(offset);
  const isPlace = Number.isSafeInteger(position) && Number(position) >= 0;
  const isItem = typeof uri === 'string' && playable.includes(uriOfItem.exec(uri)?.[1] ?? '');
  const isOne = position === undefined ? isItem : isPlace && uri === undefined;
  if (isOne && Object.keys(others).length === 0) return undefined;
  return `must be { position: … }, counted from 0, or { uri: … } of one of: ${playable.join(', ')}`;
}
