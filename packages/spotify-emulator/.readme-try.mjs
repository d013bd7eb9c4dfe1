import { createSpotifyEmulator } from '@tonearm/spotify-emulator';

const emulator = createSpotifyEmulator({ seed: 1 });
const { access_token } = emulator.grant();
const headers = { authorization: `Bearer ${access_token}` };
const call = (method: string, path: string) => emulator.fetch(path, { method, headers });

const found = await (await call('GET', '/v1/search?q=lighthouse&type=track&limit=1')).json();
const [track] = found.tracks.items;
console.log(`${track.name} by ${track.artists[0].name}`);

const playing = async () => {
  const { item, progress_ms } = await (await call('GET', '/v1/me/player')).json();
  return `${item.name} at ${Math.floor(progress_ms / 1000)} s`;
};
emulator.clock.freeze();
await call('PUT', '/v1/me/player/play');
console.log(await playing());
emulator.clock.advance(10 * 60 * 1000);
console.log(await playing());

emulator.faults.add({ operation: 'get-track', status: 429, retryAfterSeconds: 3, times: 1 });
const refused = await call('GET', `/v1/tracks/${track.id}`);
console.log(refused.status, refused.headers.get('retry-after'));
console.log((await call('GET', `/v1/tracks/${track.id}`)).status);
