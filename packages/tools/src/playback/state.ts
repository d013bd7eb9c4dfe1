import type { RepeatState } from '@tonearm/spotify-client';
import { z } from 'zod';
import { given } from '../inputs.js';
import { describeItem, fieldsOf, type ItemOutput, itemOutput, numberOf, textOf } from '../outputs.js';
import { itemLine } from '../text.js';
import type { ToolContext } from '../tool.js';
import { onDevice } from './device-name.js';
import { wait } from './wait.js';

/** Spotify answers `item: null` for episodes unless it is told that they are welcome. */
export const additionalTypes: readonly ['track', 'episode'] = ['track', 'episode'];

/** What can be adjusted while something plays. */
export interface PlayerSettings {
  readonly volume_percent?: number;
  readonly shuffle?: boolean;
  readonly repeat?: RepeatState;
}

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
  readonly settings: PlayerSettings;
  /** Every URI that the current item is known by; relinking gives a track a second one. */
  readonly uris: readonly string[];
}

/** Reads the player; undefined when nothing plays anywhere. `fresh` is for whoever looks whether a command had its effect. */
export async function readState(
  { spotify, signal }: ToolContext,
  { market, fresh = false }: { readonly market?: string | undefined; readonly fresh?: boolean } = {},
): Promise<PlayerState | undefined> {
  const answer = fieldsOf(
    await spotify.player.state({ additional_types: [...additionalTypes], ...given({ market }) }, { signal, fresh }),
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
    settings: given({
      volume_percent: numberOf(device.volume_percent),
      shuffle: typeof answer.shuffle_state === 'boolean' ? answer.shuffle_state : undefined,
      repeat: repeatOf(answer.repeat_state),
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
  let state = await readState(context, { fresh: true });
  for (const pauseMs of pausesMs) {
    if (expected(state)) break;
    await wait(pauseMs, context);
    state = await readState(context, { fresh: true });
  }
  return { state, confirmed: expected(state) };
}

/** The output fields of a command whose effect was looked for afterwards. */
export const commandOutput: {
  confirmed: z.ZodBoolean;
  dry_run: z.ZodOptional<z.ZodBoolean>;
  before: z.ZodOptional<z.ZodString>;
  now: z.ZodOptional<typeof itemOutput>;
  device: z.ZodOptional<z.ZodString>;
} = {
  confirmed: z.boolean(),
  dry_run: z.boolean().optional(),
  before: z.string().optional(),
  now: itemOutput.optional(),
  device: z.string().optional(),
};

/** What a command answers: what was on before, and what is on now. */
export function commandReport(
  before: PlayerState | undefined,
  { state, confirmed }: { state: PlayerState | undefined; confirmed: boolean },
): { confirmed: boolean; before?: string; now?: ItemOutput; device?: string } {
  return { confirmed, ...given({ before: before?.item?.uri, now: state?.item, device: state?.device }) };
}

/** What a command that is only shown answers: nothing was sent. */
export function plannedReport(state: PlayerState | undefined): ReturnType<typeof commandReport> & { dry_run: true } {
  return { ...commandReport(state, { state, confirmed: false }), dry_run: true };
}

/** Whether the player went on to something else. The same item can come twice in a row; then only its position tells. */
export function hasMoved(before: PlayerState | undefined, after: PlayerState | undefined): boolean {
  return before?.item?.uri !== after?.item?.uri || (after?.progressMs ?? 0) < (before?.progressMs ?? 0);
}

function repeatOf(value: unknown): RepeatState | undefined {
  return value === 'off' || value === 'track' || value === 'context' ? value : undefined;
}

/** The words for what a player has on, with its device. */
export function nowLine(now: ItemOutput | undefined, device: string | undefined): string {
  return `${now === undefined ? 'nothing' : itemLine(now)}${onDevice(device)}`;
}
