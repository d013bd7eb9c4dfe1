import { homedir } from 'node:os';
import { join } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where Tonearm keeps what is no setting, by the customs of the system. */
export function stateFolder(env: Environment = process.env): string {
  return join(systemFolder(env), 'tonearm');
}

function systemFolder(env: Environment): string {
  if (env.XDG_STATE_HOME) return env.XDG_STATE_HOME;
  if (process.platform === 'win32' && env.LOCALAPPDATA) return env.LOCALAPPDATA;
  return join(env.HOME || homedir(), '.local', 'state');
}
