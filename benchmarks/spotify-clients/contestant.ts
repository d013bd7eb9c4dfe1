// A process for one client, or for all of them together, asked for albums in one way only. Measures a turn of the client that its parent names.
// contestant.ts <names of the clients, as JSON> <measurement> <URL of the server>
import { type ClientName, type Read, spotifyClients } from '../competitors/spotify-clients.ts';
import { type Load, loads, type Measured, type Mode } from './loads.ts';
import { fetchWithoutNetwork } from './without-network.ts';

const [list, mode, url] = process.argv.slice(2) as [string, Mode, string];
const load: Load = loads[mode];
if (load.isWithoutNetwork === true) globalThis.fetch = fetchWithoutNetwork;
const clients = new Map<ClientName, Read>();
for (const name of JSON.parse(list) as ClientName[]) clients.set(name, await spotifyClients[name](url));

async function measure(name: ClientName): Promise<Measured> {
  const read = clients.get(name);
  if (read === undefined) throw new Error(`There is no client ${name} here.`);
  let left = load.requests;
  const cpuBefore = process.cpuUsage();
  const startedAt = performance.now();
  const work = async (): Promise<void> => {
    while (left-- > 0) await read('a1');
  };
  await Promise.all(Array.from({ length: load.atATime }, work));
  // Whoever shares the process would pay for it otherwise.
  if (load.isInOneProcess === true) await globalThis.gc?.({ type: 'minor' });
  const milliseconds = performance.now() - startedAt;
  const { user, system } = process.cpuUsage(cpuBefore);
  return { milliseconds, cpuMicroseconds: user + system };
}

process.on('message', async (name: ClientName) => process.send?.(await measure(name)));
process.send?.('ready');
