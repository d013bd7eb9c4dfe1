import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A Spotify that knows one album, in a process of its own. */
export interface Upstream {
  readonly url: string;
  /** How often the album was asked for. */
  count(): Promise<number>;
  stop(): void;
}

const script = fileURLToPath(new URL('../competitors/album-server.mjs', import.meta.url));

/** Starts it; every answer takes `delayMs`. */
export async function startUpstream(delayMs: number): Promise<Upstream> {
  const child = spawn(process.execPath, [script, String(delayMs)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(child.stdout, 'data');
  const url = String(line).trim();
  return {
    url,
    count: async () => Number(await (await fetch(`${url}/count`)).text()),
    stop: () => void child.kill('SIGKILL'),
  };
}
