import {
  anyText,
  flag,
  listOf,
  named,
  number,
  oneOf,
  orNull,
  record,
  type Schema,
  text,
  whole,
} from '../schema/schema.js';
import { deviceSchema, playlistItemSchema } from '../snapshot-schema.js';

const kinds = ['artists', 'albums', 'tracks', 'shows', 'episodes', 'audiobooks', 'chapters'];

const playlist: Schema = record({
  id: text,
  name: anyText,
  description: anyText,
  public: flag,
  owner: text,
  items: listOf(playlistItemSchema),
  snapshot: text,
});

const player: Schema = record({
  device: orNull(anyText),
  is_playing: flag,
  item: orNull(text),
  name: orNull(anyText),
  by: orNull(anyText),
  cover: orNull(text),
  duration_ms: orNull(whole(0)),
  position_ms: number(0),
  context: orNull(text),
  queue: listOf(text),
  repeat_state: oneOf(['off', 'track', 'context']),
  shuffle_state: flag,
});

const user: Schema = record({
  id: text,
  display_name: anyText,
  product: oneOf(['premium', 'free']),
  playlists: listOf(playlist),
  library: listOf(text),
  devices: listOf(deviceSchema),
  player,
});

/** What there is, for a look from outside. */
export const stateSchema: Schema = named(
  'State',
  record({
    seed: whole(),
    now: number(),
    catalogue: record(Object.fromEntries(kinds.map((kind) => [kind, whole(0)]))),
    users: listOf(named('UserLook', user)),
  }),
);
