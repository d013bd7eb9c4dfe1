// One client in a process of its own, asked for albums in one way only, so that nobody pays for the garbage or the compiled code of another.
// Measures itself whenever its parent says so.
// contestant.ts <name of the client> <measurement> <URL of the server>
import { type ClientName, spotifyClients } from '../competitors/spotify-clients.ts';
import { type Load, loads, type Measured, type Mode } from './loads.ts';
import { fetchWithoutNetwork } from './without-network.ts';

const [name, mode, url] = process.argv.slice(2);
if (name === undefined || mode === undefined || url === undefined || !isClient(name) || !isMode(mode)) {
  throw new Error('Give the name of a client, a measurement and a URL.');
}
const load: Load = loads[mode];
if (load.isWithoutNetwork === true) globalThis.fetch = fetchWithoutNetwork;
const read = await spotifyClients[name](url);

async function measure(): Promise<Measured> {
  let left = load.requests;
  const cpuBefore = process.cpuUsage();
  const startedAt = performance.now();
  const work = async (): Promise<void> => {
    while (left-- > 0) await read('a1');
  };
  await Promise.all(Array.from({ length: load.atATime }, work));
  const milliseconds = performance.now() - startedAt;
  const { user, system } = process.cpuUsage(cpuBefore);
  return { milliseconds, cpuMicroseconds: user + system };
}

process.on('message', async () => process.send?.(await measure()));
process.send?.('ready');

function isClient(text: string): text is ClientName {
  return Object.hasOwn(spotifyClients, text);
}

function isMode(text: string): text is Mode {
  return Object.hasOwn(loads, text);
}
