import type { SpotifyCall } from '@tonearm/spotify-client';

/** Who goes first where calls wait: playback before everything, then whatever a person waits for, then warming. */
export const lanes = { playback: 0, person: 1, background: 2 } as const;

/** The lane of a call. */
export function laneOf({ endpoint, options }: Pick<SpotifyCall, 'options'> & { endpoint: { name: string } }): number {
  if (endpoint.name.startsWith('player.')) return lanes.playback;
  return options.priority === 'background' ? lanes.background : lanes.person;
}
