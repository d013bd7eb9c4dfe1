import { z } from 'zod';
import { UserInputError } from '../../errors.js';
import { device as deviceInput, dryRun, given, item, items, kind } from '../../inputs.js';
import { type ItemReference, itemKinds } from '../../item-reference.js';
import type { ItemOutput } from '../../outputs.js';
import { onDevice } from '../../playback/device-name.js';
import { chooseDevice, readDevices } from '../../playback/find-device.js';
import { commandOutput, nowLine, type PlayerState, readState, waitForState } from '../../playback/state.js';
import { wait } from '../../playback/wait.js';
import { defineTool, type Tool } from '../../tool.js';
import { resolveItem, resolveItems } from '../../words/resolve-item.js';

/** These play by themselves; everything else plays as a context, from its beginning. */
const single = ['track', 'episode', 'chapter'] as const;

/** How long a device that was just woken takes before it listens. */
const wakeUpMs = 300;

/** Plays something, or goes on with what was paused. */
export const startPlayback: Tool = defineTool({
  name: 'start_playback',
  title: 'Play',
  description:
    'Plays music by name or URI: a song, album, artist, playlist, podcast, audiobook, or several songs in order; or resumes what was paused. ' +
    'Finds a device itself and checks what plays.',
  toolset: 'playback',
  effect: 'write',
  idempotent: true,
  input: () =>
    z.strictObject({
      item: item('what to play; none: resume').optional(),
      items: items(100, 'songs to play in order, instead of item').optional(),
      kind: kind(itemKinds),
      offset: z.int().min(0).optional().describe('Place in the album or playlist, from 0'),
      device: deviceInput,
      position_ms: z.int().min(0).optional(),
      ...dryRun,
    }),
  output: () =>
    z.object({
      outcome: z.enum(['started', 'already_playing', 'planned']),
      requested: z.string().optional(),
      ...commandOutput,
    }),
  scopes: ['user-read-playback-state', 'user-modify-playback-state'],
  examples: [{ title: 'Go on', input: {} }],
  command: { path: ['play'], positionals: ['item'] },

  async run({ item: reference, items: several, kind, offset, device: wanted, position_ms, dry_run }, context) {
    const { spotify, signal } = context;
    refuseContradictions({ reference, several, kind, offset, position_ms });
    const targets = several === undefined ? [] : await resolveItems(several, { allowed: [...single], kind }, context);
    const target =
      reference === undefined ? targets[0] : await resolveItem(reference, { allowed: itemKinds, kind }, context);
    if (offset !== undefined && target !== undefined && single.some((each) => each === target.kind)) {
      throw new UserInputError(
        'offset is a place in an album or playlist, not in a track.',
        'Use position_ms instead.',
      );
    }
    const device = chooseDevice(await readDevices(context), wanted);
    if (target === undefined && device.isActive) {
      // Spotify refuses "play" while it plays, with a reason that says nothing.
      const state = await readState(context);
      if (state?.isPlaying === true && state.deviceId === device.id)
        return report('already_playing', state, true, undefined);
    }
    if (dry_run === true)
      return {
        outcome: 'planned' as const,
        confirmed: false,
        ...given({ requested: target?.uri, device: device.name }),
      };
    if (!device.isActive) {
      await spotify.player.transfer({ device_ids: [device.id], play: false }, { signal });
      await wait(wakeUpMs, context);
    }
    await spotify.player.play(
      { device_id: device.id, ...what(targets.length > 0 ? targets : target, offset), ...given({ position_ms }) },
      { signal },
    );
    const { state, confirmed } = await waitForState(
      context,
      (state) => state?.isPlaying === true && state.deviceId === device.id && plays(state, target),
    );
    return report('started', state, confirmed, target?.uri);
  },

  text({ outcome, confirmed, requested, now, device }) {
    if (outcome === 'already_playing') return `Already playing: ${nowLine(now, device)}. Nothing was sent.`;
    if (outcome === 'planned') return `Would play ${requested ?? 'on'}${onDevice(device)}. Nothing was sent.`;
    if (confirmed) return `Playing: ${nowLine(now, device)}`;
    return (
      `Spotify took the command to play ${requested ?? 'on'}, but does not show it yet: it reports ${nowLine(now, device)}. ` +
      'Look again with get_playback.'
    );
  },
});

function refuseContradictions(input: Readonly<Record<string, unknown>>): void {
  const { reference, several, kind, offset, position_ms } = input;
  if (reference !== undefined && several !== undefined) {
    throw new UserInputError('item and items were both given.', 'Give one of them.');
  }
  const hasTarget = reference !== undefined || several !== undefined;
  if (!hasTarget && [kind, offset, position_ms].some((value) => value !== undefined)) {
    throw new UserInputError(
      'kind, offset and position_ms mean nothing without an item.',
      'Give the item, or leave them out to go on playing; adjust_playback seeks.',
    );
  }
}

function what(
  target: ItemReference | readonly ItemReference[] | undefined,
  offset: number | undefined,
): { uris?: string[]; context_uri?: string; offset?: { position: number } } {
  if (target === undefined) return {};
  if ('uri' in target && !single.some((each) => each === target.kind)) {
    return { context_uri: target.uri, ...(offset === undefined ? {} : { offset: { position: offset } }) };
  }
  return { uris: ('uri' in target ? [target] : target).map(({ uri }) => uri) };
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
