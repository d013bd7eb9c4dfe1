import type { Lane } from '@tonearm/resilience';
import { priorityNow, type SpotifyCall } from '@tonearm/spotify-client';

/** Who goes first where calls wait: playback before everything, then whatever a person waits for, then warming. */
export const lanes = { playback: 0, person: 1, background: 2 } as const;

/** The lane of a call; it changes with the priority of the call. */
export function laneOf({ endpoint, options }: Pick<SpotifyCall, 'options'> & { endpoint: { name: string } }): Lane {
  if (endpoint.name.startsWith('player.')) return lanes.playback;
  const { priority } = options;
  const laneByPriority = (): number => (priorityNow(priority) === 'background' ? lanes.background : lanes.person);
  if (typeof priority !== 'object') return laneByPriority();
  return {
    get current() {
      return laneByPriority();
    },
    onChange: (listener) => priority.onChange(listener),
  };
}
