import type { Lane } from '@tonearm/resilience';
import type { Priority, SpotifyCall } from '@tonearm/spotify-client';

/** Who goes first where calls wait: playback before everything, then whatever a person waits for, then warming. */
export const lanes = { playback: 0, person: 1, background: 2 } as const;

/** The lane of a call; it changes with the priority of the call. */
export function laneOf({ endpoint, options }: Pick<SpotifyCall, 'options'> & { endpoint: { name: string } }): Lane {
  if (endpoint.name.startsWith('player.')) return lanes.playback;
  const { priority } = options;
  if (typeof priority !== 'object') return laneFor(priority);
  return {
    get current() {
      return laneFor(priority.current);
    },
    onChange: (listener) => priority.onChange(listener),
  };
}

function laneFor(priority: Priority | undefined): number {
  return priority === 'background' ? lanes.background : lanes.person;
}
