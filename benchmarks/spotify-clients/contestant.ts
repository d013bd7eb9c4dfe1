// One client in a process of its own, so that nobody pays for the garbage or the compiled code of another. Measures itself whenever its parent says how.
// contestant.ts <name of the client> <URL of the server>
import { type ClientName, type Read, spotifyClients } from '../competitors/spotify-clients.ts';
import { type Load, type Measured, warmUps } from './loads.ts';
import { fetchWithoutNetwork, withFetch } from './without-network.ts';

const [name, url] = process.argv.slice(2);
if (name === undefined || url === undefined || !isClient(name)) throw new Error('Give the name of a client and a URL.');
const read = await spotifyClients[name](url);
// Some take the platform's fetch when they are made, others at every call.
const readNothing = await withFetch(fetchWithoutNetwork, () => spotifyClients[name](url));

function measure(load: Load): Promise<Measured> {
  if (load.isWithoutNetwork !== true) return measureWith(read, load);
  return withFetch(fetchWithoutNetwork, () => measureWith(readNothing, load));
}

async function measureWith(one: Read, { atATime, requests }: Load): Promise<Measured> {
  let left = requests;
  const cpuBefore = process.cpuUsage();
  const startedAt = performance.now();
  const work = async (): Promise<void> => {
    while (left-- > 0) await one('a1');
  };
  await Promise.all(Array.from({ length: atATime }, work));
  const perSecond = (requests * 1000) / (performance.now() - startedAt);
  const { user, system } = process.cpuUsage(cpuBefore);
  return { perSecond, cpuMicroseconds: (user + system) / requests };
}

for (const load of warmUps) await measure(load);
process.on('message', async (load: Load) => process.send?.(await measure(load)));
process.send?.('ready');

function isClient(text: string): text is ClientName {
  return Object.hasOwn(spotifyClients, text);
}
