import { AmbiguousError, NoDeviceError, UserInputError } from '../errors.js';
import { fieldsOf, listOf, numberOf, textOf } from '../outputs.js';
import { quoted } from '../text.js';
import type { ToolContext } from '../tool.js';

/** A device that Spotify knows of. One without an id, or a restricted one, takes no commands. */
export interface Device {
  readonly id: string | undefined;
  readonly name: string;
  readonly type: string;
  readonly isActive: boolean;
  readonly isRestricted: boolean;
  /** Whether it was the last one seen playing. */
  readonly isLast: boolean;
  readonly volumePercent: number | undefined;
}

/** A device that takes commands. */
export type UsableDevice = Device & { readonly id: string };

const switchOn = 'Open Spotify on a phone, a computer or a speaker, then try again; list_devices shows what is there.';

/** The device on which a client's person was last seen playing. */
const lastActive = new WeakMap<ToolContext['spotify'], string>();

/** Lists the devices of the person. */
export async function readDevices({ spotify, signal }: ToolContext): Promise<readonly Device[]> {
  const answer = fieldsOf(await spotify.player.devices({}, { signal }));
  const devices = listOf(answer.devices).map((entry) => {
    const device = fieldsOf(entry);
    return {
      id: textOf(device.id),
      name: textOf(device.name) ?? '(no name)',
      type: textOf(device.type) ?? 'unknown',
      isActive: device.is_active === true,
      isRestricted: device.is_restricted === true,
      volumePercent: numberOf(device.volume_percent),
    };
  });
  const active = devices.find(({ isActive }) => isActive)?.id;
  if (active !== undefined) lastActive.set(spotify, active);
  return devices.map((device) => ({
    ...device,
    isLast: device.id !== undefined && device.id === lastActive.get(spotify),
  }));
}

/** The device meant by a name or id; without one the active, else the last one, else the only one that takes commands. */
export function chooseDevice(devices: readonly Device[], wanted?: string): UsableDevice {
  const usable = devices.filter(isUsable);
  if (wanted !== undefined) return named(devices, wanted);
  const chosen = usable.find(({ isActive }) => isActive) ?? usable.find(({ isLast }) => isLast) ?? usable[0];
  if (chosen !== undefined && (usable.length === 1 || chosen.isActive || chosen.isLast)) return chosen;
  if (chosen !== undefined)
    throw new AmbiguousError('Several devices are there, and none was playing.', choices(usable));
  throw devices.length === 0
    ? new NoDeviceError('Spotify sees no device to play on.', switchOn)
    : new NoDeviceError(`No device takes commands from outside (${names(devices)}).`, switchOn);
}

function named(devices: readonly Device[], wanted: string): UsableDevice {
  const name = wanted
    .trim()
    .replace(/^(?:(?:the|my)\s+)?(?:device|speaker)\s+(?:called\s+|named\s+)?/i, '')
    .toLowerCase();
  const exact = devices.filter((device) => device.id === wanted || device.name.toLowerCase() === name);
  const matches = exact.length > 0 ? exact : devices.filter((device) => device.name.toLowerCase().includes(name));
  if (devices.length === 0) throw new NoDeviceError('Spotify sees no device to play on.', switchOn);
  if (matches.length === 0) {
    throw new UserInputError('No device has that name or id.', `Devices: ${names(devices)}.`);
  }
  if (matches.length > 1) {
    throw new AmbiguousError(`${matches.length} devices fit that name.`, choices(matches));
  }
  const usable = matches.find(isUsable);
  if (usable !== undefined) return usable;
  throw new UserInputError(
    `${names(matches)} takes no commands from outside.`,
    `Start it on the device itself, or use another one: ${names(devices.filter(isUsable)) || 'none is there'}.`,
  );
}

function isUsable(device: Device): device is UsableDevice {
  return device.id !== undefined && !device.isRestricted;
}

/** What to choose from: by name where names tell them apart. */
function choices(devices: readonly Device[]): string {
  return `Give the name or id of one: ${devices.map(({ name, id }) => `${quoted(name)} = ${id ?? 'no id'}`).join(', ')}.`;
}

function names(devices: readonly Device[]): string {
  return devices.map(({ name }) => quoted(name)).join(', ');
}
