import { z } from 'zod';
import { UserInputError } from '../../errors.js';
import { given, item, kind } from '../../inputs.js';
import { type ItemReference, itemKinds, readItem } from '../../item-reference.js';
import type { ItemOutput } from '../../outputs.js';
import { chooseDevice, readDevices } from '../../playback/find-device.js';
import { commandOutput, nowLine, type PlayerState, readState, waitForState } from '../../playback/state.js';
import { wait } from '../../playback/wait.js';
import { defineTool, type Tool } from '../../tool.js';

/** These play by themselves; everything else plays as a context, from its beginning. */
const single = new Set(['track', 'episode', 'chapter']);

/** How long a device that was just woken takes before it listens. */
const wakeUpMs = 300;

/** Plays something, or goes on with what was paused. */
export const startPlayback: Tool = defineTool({
  name: 'start_playback',
  title: 'Play',
  description:
    'Plays a track, episode, album, artist, playlist, show or audiobook, or goes on with what was paused. ' +
    'Finds a device itself, wakes it if needed, and checks what plays before it answers. Needs Spotify Premium.',
  toolset: 'playback',
  effect: 'write',
  idempotent: true,
  input: z.strictObject({
    item: item('what to play; without it, playing goes on').optional(),
    kind: kind(itemKinds),
    device: z.string().min(1).max(200).optional().describe('Name or id; else the active one'),
    position_ms: z.int().min(0).optional().describe('Where in the item to start'),
  }),
  output: z.object({
    outcome: z.enum(['started', 'already_playing']),
    requested: z.string().optional(),
    ...commandOutput,
  }),
  scopes: ['user-read-playback-state', 'user-modify-playback-state'],
  examples: [{ title: 'Go on', input: {} }],
  command: { path: ['play'], positionals: ['item'] },

  async run({ item: reference, kind, device: wanted, position_ms }, context) {
    const { spotify, signal } = context;
    const target = reference === undefined ? undefined : readItem(reference, { allowed: itemKinds, kind });
    refuseLoneParameters(target, { kind, position_ms });
    const device = chooseDevice(await readDevices(context), wanted);
    if (target === undefined && device.isActive) {
      // Spotify refuses "play" while it plays, with a reason that says nothing.
      const state = await readState(context);
      if (state?.isPlaying === true && state.deviceId === device.id)
        return report('already_playing', state, true, undefined);
    }
    if (!device.isActive) {
      await spotify.player.transfer({ device_ids: [device.id], play: false }, { signal });
      await wait(wakeUpMs, context);
    }
    await spotify.player.play({ device_id: device.id, ...what(target), ...given({ position_ms }) }, { signal });
    const { state, confirmed } = await waitForState(
      context,
      (state) => state?.isPlaying === true && state.deviceId === device.id && plays(state, target),
    );
    return report('started', state, confirmed, target?.uri);
  },

  text({ outcome, confirmed, requested, now, device }) {
    if (outcome === 'already_playing') return `Already playing: ${nowLine(now, device)}. Nothing was sent.`;
    if (confirmed) return `Playing: ${nowLine(now, device)}`;
    return (
      `Spotify took the command to play ${requested ?? 'on'}, but does not show it yet: it reports ${nowLine(now, device)}. ` +
      'Look again with get_playback.'
    );
  },
});

function refuseLoneParameters(
  target: ItemReference | undefined,
  alone: { kind?: unknown; position_ms?: unknown },
): void {
  if (target !== undefined || (alone.kind === undefined && alone.position_ms === undefined)) return;
  throw new UserInputError(
    'kind and position_ms mean nothing without an item.',
    'Give the item, or leave them out to go on playing.',
  );
}

function what(target: ItemReference | undefined): { uris?: string[]; context_uri?: string } {
  if (target === undefined) return {};
  return single.has(target.kind) ? { uris: [target.uri] } : { context_uri: target.uri };
}

/** By id and not by URI: a chapter of an audiobook answers as an episode with the same id. */
function plays(state: PlayerState, target: ItemReference | undefined): boolean {
  return target === undefined || [state.context, ...state.uris].some((uri) => uri?.split(':').at(-1) === target.id);
}

function report<Outcome extends 'started' | 'already_playing'>(
  outcome: Outcome,
  state: PlayerState | undefined,
  confirmed: boolean,
  requested: string | undefined,
): { outcome: Outcome; confirmed: boolean; requested?: string; now?: ItemOutput; device?: string } {
  return { outcome, confirmed, ...given({ requested, now: state?.item, device: state?.device }) };
}
