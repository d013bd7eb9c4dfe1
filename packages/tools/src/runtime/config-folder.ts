import { homedir } from 'node:os';
import { join } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/** The folder of everything that Tonearm keeps for this user, by the customs of the system. */
export function configFolder(env: Environment = process.env): string {
  const own = env.XDG_CONFIG_HOME;
  const appData = env.APPDATA;
  const folder = own ? own : process.platform === 'win32' && appData ? appData : join(env.HOME || homedir(), '.config');
  return join(folder, 'tonearm');
}

/** Where the tokens of a profile are kept, by the customs of the system. */
export function tokenFilePath(profile: string, env?: Environment): string {
  return join(configFolder(env), 'profiles', `${profile}.json`);
}
