import { z } from 'zod';
import { given } from '../inputs.js';
import { describeItem, fieldsOf, type ItemOutput, itemOutput, numberOf, textOf } from '../outputs.js';
import { itemLine } from '../text.js';
import type { ToolContext } from '../tool.js';
import { wait } from './wait.js';

/** Spotify answers `item: null` for episodes unless it is told that they are welcome. */
export const additionalTypes: readonly ['track', 'episode'] = ['track', 'episode'];

/** What a player is doing, as far as Spotify tells. */
export interface PlayerState {
  readonly isPlaying: boolean;
  readonly item?: ItemOutput;
  /** What Spotify names instead of an item: `ad` or `unknown`. */
  readonly playing?: string;
  readonly progressMs?: number;
  readonly durationMs?: number;
  readonly context?: string;
  readonly device?: string;
  readonly deviceId?: string;
  /** Every URI that the current item is known by; relinking gives a track a second one. */
  readonly uris: readonly string[];
}

/** Reads the player; undefined when nothing plays anywhere. */
export async function readState({ spotify, signal }: ToolContext, market?: string): Promise<PlayerState | undefined> {
  const answer = fieldsOf(
    await spotify.player.state({ additional_types: [...additionalTypes], ...given({ market }) }, { signal }),
  );
  if (Object.keys(answer).length === 0) return undefined;
  const raw = fieldsOf(answer.item);
  const device = fieldsOf(answer.device);
  const linked = textOf(fieldsOf(raw.linked_from).uri);
  const item = describeItem(answer.item);
  return {
    isPlaying: answer.is_playing === true,
    ...given({
      item,
      playing: textOf(answer.currently_playing_type),
      progressMs: numberOf(answer.progress_ms),
      durationMs: numberOf(raw.duration_ms),
      context: textOf(fieldsOf(answer.context).uri),
      device: textOf(device.name),
      deviceId: textOf(device.id),
    }),
    uris: [item?.uri, linked].filter((uri) => uri !== undefined),
  };
}

/** How long to wait before each further look; a command takes about half a second to show. */
const pausesMs = [250, 500, 1000, 1500];

/** Looks until the player is as expected, a bounded number of times; gives the last state and whether it was. */
export async function waitForState(
  context: ToolContext,
  expected: (state: PlayerState | undefined) => boolean,
): Promise<{ state: PlayerState | undefined; confirmed: boolean }> {
  let state = await readState(context);
  for (const pauseMs of pausesMs) {
    if (expected(state)) break;
    await wait(pauseMs, context);
    state = await readState(context);
  }
  return { state, confirmed: expected(state) };
}

/** The output fields of a command whose effect was looked for afterwards. */
export const commandOutput: {
  confirmed: z.ZodBoolean;
  now: z.ZodOptional<typeof itemOutput>;
  device: z.ZodOptional<z.ZodString>;
} = {
  confirmed: z.boolean(),
  now: itemOutput.optional(),
  device: z.string().optional(),
};

/** The words for what a player has on, with its device. */
export function nowLine(now: ItemOutput | undefined, device: string | undefined): string {
  return `${now === undefined ? 'nothing' : itemLine(now)}${device === undefined ? '' : ` on ${device}`}`;
}
