import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { type Clock, type CooldownStore, fileCooldownStore } from '@tonearm/resilience';
import type { Backend } from './backend.js';
import type { Settings } from './settings.js';
import { stateFolder } from './state-folder.js';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Where the processes of one Spotify app leave word of the pauses that Spotify asks for, so that the next command does
 * not run into a quota that is used up; none for an emulator in this process, whose limits end with it.
 */
export function silenceFile(
  { clientId }: Pick<Settings, 'clientId'>,
  { isEmbedded, apiUrl }: Pick<Backend, 'isEmbedded' | 'apiUrl'>,
  { env = process.env, clock }: { readonly env?: Environment | undefined; readonly clock?: Clock | undefined },
): CooldownStore | undefined {
  if (isEmbedded) return undefined;
  // Spotify counts by app; the name of the file tells nobody which one.
  const app = createHash('sha256').update(`${apiUrl} ${clientId}`).digest('hex').slice(0, 16);
  const path = join(stateFolder(env), 'pauses', `${app}.json`);
  return fileCooldownStore({ path, ...(clock === undefined ? {} : { now: clock.now }) });
}
