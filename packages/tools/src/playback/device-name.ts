import { oneLine } from '../text.js';

/** ` on Kitchen`, for the end of a sentence; nothing without a device. What people call their devices is data as well: one line. */
export function onDevice(device: string | undefined): string {
  return device === undefined ? '' : ` on ${oneLine(device)}`;
}
