import { faultRuleSchema } from './faults/rule-schema.js';
import { buckets } from './limits/buckets.js';
import { limitsSchema } from './limits/schema.js';
import { appSchema } from './oauth/app-schema.js';
import { profiles } from './profile.js';
import {
  anyOf,
  anyText,
  flag,
  listOf,
  mapOf,
  named,
  number,
  oneOf,
  orNull,
  pairOf,
  record,
  type Schema,
  text,
  whole,
} from './schema/schema.js';
import { sizes } from './world/scale.js';

const moment = number();
const count = whole(0);
const textOrNull = orNull(text);

/** How time runs. */
export const clockSchema: Schema = named('Clock', record({ now: moment, isFrozen: flag, rate: number(0) }));

/** A place in a playlist. */
export const playlistItemSchema: Schema = named('PlaylistItem', record({ uri: text, added_at: text, added_by: text }));

/** Something that can play. */
export const deviceSchema: Schema = named(
  'Device',
  record({
    id: textOrNull,
    name: anyText,
    type: anyText,
    is_active: flag,
    is_private_session: flag,
    is_restricted: flag,
    volume_percent: orNull(whole(0, 100)),
    supports_volume: flag,
  }),
);

const playlist = named(
  'PlaylistState',
  record({
    id: text,
    name: anyText,
    owner: text,
    description: anyText,
    public: flag,
    collaborative: flag,
    editorial: flag,
    items: listOf(playlistItemSchema),
    revision: whole(1),
    changes: listOf(record({ since: moment, revision: whole(1), total: count })),
    cover: orNull(text),
  }),
);

const player = named(
  'PlayerState',
  record({
    item: textOrNull,
    repeat: oneOf(['off', 'track', 'context']),
    heard: count,
    touchedAt: moment,
    queue: listOf(text),
    history: listOf(record({ uri: text, context: textOrNull, playedAt: moment })),
    head: record({ isPlaying: flag, positionMs: number(0), since: moment }),
    sequence: record(
      { uris: listOf(text), shuffled: flag, order: listOf(count), cursor: count, draws: count },
      { context: text },
    ),
  }),
);

const user = named(
  'UserState',
  record({
    id: text,
    account_id: text,
    display_name: anyText,
    email: anyText,
    country: text,
    product: oneOf(['premium', 'free']),
    explicit_content: record({ filter_enabled: flag, filter_locked: flag }),
    playlists: listOf(text),
    library: listOf(pairOf(text)),
    devices: listOf(deviceSchema),
    player,
    resumePoints: listOf(pairOf(anyOf(text, record({ fully_played: flag, resume_position_ms: count })))),
    top: record({ artists: listOf(text), tracks: listOf(text) }),
  }),
);

const tokens = named(
  'TokensState',
  record({
    issued: count,
    access: listOf(record({ value: text, scopes: listOf(text), expiresAt: moment, serial: count }, { user: text })),
    refresh: listOf(record({ value: text, user: text, scopes: listOf(text), consentedAt: moment, isRevoked: flag })),
    codes: listOf(
      record(
        { value: text, user: text, scopes: listOf(text), redirectUri: text, expiresAt: moment },
        { challenge: text },
      ),
    ),
  }),
);

const faults = named(
  'FaultsState',
  record({
    draws: count,
    rules: listOf(
      record({
        rule: faultRuleSchema,
        endsAt: orNull(moment),
        serial: count,
        toSkip: count,
        left: orNull(whole(1)),
        slept: listOf(text),
      }),
    ),
  }),
);

const limits = named(
  'LimitsState',
  record({
    options: limitsSchema,
    window: listOf(moment),
    coverUploads: listOf(moment),
    plays: mapOf(listOf(moment)),
    quotas: record({}, Object.fromEntries(buckets.map((bucket) => [bucket, listOf(moment)]))),
  }),
);

/** What a snapshot has to be. */
export const snapshotSchema: Schema = named(
  'Snapshot',
  record({
    version: { type: 'integer', enum: [1] },
    seed: whole(),
    scale: oneOf(Object.keys(sizes)),
    profile: oneOf(Object.keys(profiles)),
    clock: clockSchema,
    world: record({ made: count, users: listOf(user), playlists: listOf(playlist) }),
    app: appSchema,
    tokens,
    faults,
    limits,
  }),
);
