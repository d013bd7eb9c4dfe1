/** Why a player refuses a command: the list of Spotify's documentation. */
export const playerReasons = [
  'NO_PREV_TRACK',
  'NO_NEXT_TRACK',
  'NO_SPECIFIC_TRACK',
  'ALREADY_PAUSED',
  'NOT_PAUSED',
  'NOT_PLAYING_LOCALLY',
  'NOT_PLAYING_TRACK',
  'NOT_PLAYING_CONTEXT',
  'ENDLESS_CONTEXT',
  'CONTEXT_DISALLOW',
  'ALREADY_PLAYING',
  'RATE_LIMITED',
  'REMOTE_CONTROL_DISALLOW',
  'DEVICE_NOT_CONTROLLABLE',
  'VOLUME_CONTROL_DISALLOW',
  'NO_ACTIVE_DEVICE',
  'PREMIUM_REQUIRED',
  'UNKNOWN',
] as const;

/** Why a player refuses a command. */
export type PlayerReason = (typeof playerReasons)[number];

const restriction = { status: 403, message: 'Restriction violated' } as const;

const others: { readonly [Reason in PlayerReason]?: { readonly status: 403 | 404 | 429; readonly message: string } } = {
  NO_SPECIFIC_TRACK: { status: 404, message: 'The requested track is not in the context' },
  RATE_LIMITED: { status: 429, message: 'Too many requests' },
  VOLUME_CONTROL_DISALLOW: { status: 403, message: 'Cannot control device volume' },
  NO_ACTIVE_DEVICE: { status: 404, message: 'No active device found' },
  PREMIUM_REQUIRED: { status: 403, message: 'Premium required' },
};

/** With which status and in which words a player gives a reason. */
export function refusalOf(reason: PlayerReason): { readonly status: 403 | 404 | 429; readonly message: string } {
  const { status, message } = others[reason] ?? restriction;
  return { status, message: `Player command failed: ${message}` };
}

/** Whether a text is one of the reasons. */
export function isPlayerReason(written: string): written is PlayerReason {
  return playerReasons.some((reason) => reason === written);
}
