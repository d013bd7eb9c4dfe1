// Measures from within: how long a small emulator takes to make, the first of a process, and what an idle user costs.
import { createServer } from 'node:http';
import { createSpotifyEmulator } from '@tonearm/spotify-emulator';

const users = 10_000;
const startedAt = performance.now();
const emulator = createSpotifyEmulator();
const createMs = performance.now() - startedAt;

globalThis.gc?.();
const before = process.memoryUsage().heapUsed;
for (let user = 0; user < users; user += 1) {
  emulator.world.addUser({ id: `user-${user}`, display_name: `User ${user}`, country: 'SE', product: 'premium' });
}
globalThis.gc?.();
const userKilobytes = (process.memoryUsage().heapUsed - before) / users / 1000;

const server = createServer((_, outgoing) =>
  outgoing.end(JSON.stringify({ createMs, userKilobytes, users: emulator.world.users.size })),
);
server.listen(0, '127.0.0.1', () => console.log(`listening on http://127.0.0.1:${server.address().port}`));
