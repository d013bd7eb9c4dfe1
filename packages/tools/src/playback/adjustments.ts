import { given } from '../inputs.js';
import type { ToolContext } from '../tool.js';
import type { PlayerSettings } from './state.js';

/** What to adjust; a position only makes sense in what plays now. */
export interface Adjustments extends PlayerSettings {
  readonly position_ms?: number | undefined;
}

/** Sends one command for each thing to adjust, one after the other: Spotify does not keep the order of those sent together. */
export async function adjust(
  { volume_percent, shuffle, repeat, position_ms }: Adjustments,
  deviceId: string | undefined,
  { spotify, signal }: ToolContext,
): Promise<void> {
  const device = given({ device_id: deviceId });
  const { player } = spotify;
  if (volume_percent !== undefined) await player.volume({ volume_percent, ...device }, { signal });
  if (shuffle !== undefined) await player.shuffle({ state: shuffle, ...device }, { signal });
  if (repeat !== undefined) await player.repeat({ state: repeat, ...device }, { signal });
  if (position_ms !== undefined) await player.seek({ position_ms, ...device }, { signal });
}
