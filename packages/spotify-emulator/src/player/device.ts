import { createHash } from 'node:crypto';

/** Something that can play; all fields may be changed by a test. */
export interface Device {
  /** Null for devices that cannot be addressed. */
  id: string | null;
  name: string;
  type: string;
  is_active: boolean;
  is_private_session: boolean;
  is_restricted: boolean;
  volume_percent: number | null;
  supports_volume: boolean;
}

/** Makes a device with a 40-digit id of its own. */
export function createDevice(owner: string, facts: Pick<Device, 'name' | 'type'> & Partial<Device>): Device {
  return {
    id: createHash('sha1').update(`${owner}/${facts.name}`).digest('hex'),
    is_active: false,
    is_private_session: false,
    is_restricted: false,
    volume_percent: 60,
    supports_volume: true,
    ...facts,
  };
}
