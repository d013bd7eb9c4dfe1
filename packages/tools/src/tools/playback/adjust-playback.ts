import { z } from 'zod';
import { UserInputError } from '../../errors.js';
import { device as deviceInput, dryRun, given } from '../../inputs.js';
import { adjust } from '../../playback/adjustments.js';
import { chooseDevice, readDevices } from '../../playback/find-device.js';
import { type PlayerSettings, type PlayerState, readState, waitForState } from '../../playback/state.js';
import { duration } from '../../text.js';
import { defineTool, type Tool } from '../../tool.js';
import { undoable } from '../../writes/receipt.js';

/** Spotify's clock goes on while it obeys: a position this near is the one that was asked for. */
const nearMs = 5000;

const settings = {
  volume_percent: z.int().min(0).max(100).optional(),
  shuffle: z.boolean().optional(),
  repeat: z.enum(['off', 'track', 'context']).optional(),
  position_ms: z.int().min(0).optional(),
};

/** Changes how things play. */
export const adjustPlayback: Tool = defineTool({
  name: 'adjust_playback',
  title: 'Volume, shuffle, repeat, seek',
  description:
    'Sets the volume (louder, quieter, mute), shuffle on or off, repeat, or jumps (seeks) to a minute of the song; several at once.',
  toolset: 'playback',
  effect: 'write',
  idempotent: true,
  input: () =>
    z.strictObject({
      ...settings,
      repeat: settings.repeat.describe('track: this song; context: the album or playlist'),
      position_ms: settings.position_ms,
      device: deviceInput,
      ...dryRun,
    }),
  output: () =>
    z.object({
      outcome: z.enum(['done', 'unconfirmed', 'planned']),
      before: z.object(settings),
      after: z.object(settings),
      undo: z.string().optional(),
    }),
  scopes: ['user-read-playback-state', 'user-modify-playback-state'],
  command: {
    path: ['adjust'],
    short: [
      { path: ['volume'], title: 'Set the volume', field: 'volume_percent' },
      { path: ['shuffle'], title: 'Shuffle or not', field: 'shuffle' },
      { path: ['repeat'], title: 'Repeat or not', field: 'repeat' },
      { path: ['seek'], title: 'Jump to a place in it', field: 'position_ms' },
    ],
  },

  async run({ device: wantedDevice, dry_run, ...wanted }, context) {
    const asked = given(wanted);
    if (Object.keys(asked).length === 0) {
      throw new UserInputError('Nothing to adjust was given.', 'Give volume_percent, shuffle, repeat or position_ms.');
    }
    const device = wantedDevice === undefined ? undefined : chooseDevice(await readDevices(context), wantedDevice);
    const before = settingsOf(await readState(context));
    if (dry_run === true) return { outcome: 'planned' as const, before, after: { ...before, ...asked } };
    await adjust(asked, device?.id, context);
    const { state, confirmed } = await waitForState(context, (now) => isAsAsked(settingsOf(now), asked));
    const undo = undoable(context, {
      tool: 'adjust_playback',
      summary: `set ${Object.keys(asked).join(', ')}`,
      async undo(later) {
        const back = Object.fromEntries(Object.keys(asked).map((key) => [key, Reflect.get(before, key)]));
        await adjust(back, device?.id, later);
        return `${words(back)} again`;
      },
    });
    return {
      outcome: confirmed ? ('done' as const) : ('unconfirmed' as const),
      before,
      after: settingsOf(state),
      ...undo,
    };
  },

  text({ outcome, before, after }) {
    if (outcome === 'planned') return `Would set: ${words(after)} (now: ${words(before)}). Nothing was sent.`;
    if (outcome === 'done') return `Set: ${words(after)} (before: ${words(before)}).`;
    return `Spotify took the command, but reports: ${words(after)}. Look again with get_playback.`;
  },
});

function settingsOf(state: PlayerState | undefined): PlayerSettings & { position_ms?: number } {
  return { ...state?.settings, ...given({ position_ms: state?.progressMs }) };
}

function isAsAsked(now: object, asked: object): boolean {
  return Object.entries(asked).every(([name, value]) => {
    const shown: unknown = Reflect.get(now, name);
    if (name !== 'position_ms') return shown === value;
    return typeof shown === 'number' && typeof value === 'number' && Math.abs(shown - value) <= nearMs;
  });
}

function words({
  volume_percent,
  shuffle,
  repeat,
  position_ms,
}: Partial<z.output<z.ZodObject<typeof settings>>>): string {
  return [
    volume_percent === undefined ? undefined : `volume ${volume_percent} %`,
    shuffle === undefined ? undefined : `shuffle ${shuffle ? 'on' : 'off'}`,
    repeat === undefined ? undefined : `repeat ${repeat}`,
    position_ms === undefined ? undefined : `at ${duration(position_ms)}`,
  ]
    .filter((part) => part !== undefined)
    .join(', ');
}
