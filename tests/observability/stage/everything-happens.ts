import { runInRequest } from '@tonearm/tools/runtime';
import type { RuntimeInTime } from './runtime-in-time.ts';
import type { ServerUnderLoad } from './server-under-load.ts';

const hour = 3_600_000;

/** Waits until Prometheus has seen something. */
export type Seen = (expr: string) => Promise<void>;

/** What can happen over hours, in moments: every outcome of the cache, of the policies and of Spotify. */
export async function liveThroughHours(set: RuntimeInTime, seen: Seen): Promise<void> {
  const { runtime, emulator, finish, pass } = set;
  const { spotify } = runtime;
  const [first, second] = emulator.world.catalogue.albums.list().map(({ id }) => ({ id }));
  if (first === undefined || second === undefined) throw new Error('the catalogue is empty');
  const during = async (
    rule: Parameters<typeof emulator.faults.add>[0],
    work: () => Promise<unknown>,
  ): Promise<void> => {
    const remove = emulator.faults.add(rule);
    await finish(work());
    remove();
  };

  // Miss, coalesced, hit; then an answer that is old, and one that stands in for a Spotify that fails.
  await finish(Promise.all([spotify.albums.get(first), spotify.albums.get(first)]));
  await finish(spotify.albums.get(first));
  await pass(7 * hour);
  await finish(spotify.albums.get(first));
  await pass(20 * hour);
  await during({ status: 503 }, () => spotify.albums.get(first));

  // A failure that is remembered.
  for (let time = 0; time < 2; time += 1) await finish(spotify.albums.get({ id: '0'.repeat(22) }));

  // A retry that helps, a connection that breaks, a write that touches what is kept, an account that is forgotten.
  await pass(5 * 60_000);
  await during({ status: 502, times: 1 }, () => spotify.albums.get(second));
  await during({ reset: 'before', path: '/me' }, () => spotify.me.profile());
  await during({ pretend: 'expired-token', times: 1 }, () => spotify.me.profile());
  await finish(spotify.playlists.create({ name: 'Counted' }));
  await finish(spotify.playlists.mine());
  runtime.forgetAccount();

  // Calls that fill every place and wait, until their time is over.
  await pass(5 * 60_000);
  const remove = emulator.faults.add({ hang: true, path: '/artists/{id}' });
  const artists = emulator.world.catalogue.artists.list().slice(0, 8);
  const crowd = Promise.allSettled(artists.map(({ id }) => spotify.artists.get({ id })));
  await pass(1);
  await seen('tonearm_bulkhead_calls{state="waiting"} > 0');
  remove();
  await finish(crowd);
  // Each with one attempt: the budget for retries is used up.
  for (let call = 0; call < 6; call += 1) await during({ status: 503 }, () => spotify.player.state());
  await seen('tonearm_circuit_state{state="open"} == 1');

  // Half-open: one call tries, and is still on its way.
  await pass(2 * 60_000);
  const still = emulator.faults.add({ hang: true, path: '/me/player' });
  const probe = spotify.player.state().catch(() => undefined);
  await pass(1);
  await seen('tonearm_circuit_state{state="half-open"} == 1');
  still();
  await finish(probe);
  await pass(10 * 60_000);
  await finish(spotify.player.state());
  await seen('tonearm_circuit_state{state="closed"} == 1');

  // Both kinds of silence.
  await during({ path: '/artists/{id}', status: 429, reason: 'QUOTA_EXCEEDED', retryAfterSeconds: 5000 }, () =>
    spotify.artists.get({ id: '0'.repeat(22) }),
  );
  await during({ status: 429, retryAfterSeconds: 25, times: 1, path: '/me' }, () => spotify.me.profile());
  await seen('tonearm_spotify_cooldown_seconds{limit="rate"} > 0');
  await seen('tonearm_spotify_cooldown_seconds{limit="quota"} > 0');
  await pass(2 * hour);

  // More answers than there is room for; then what is loaded before anybody asks: well, known already, and in vain.
  for (const album of emulator.world.catalogue.albums.list().slice(0, 100))
    await finish(spotify.albums.get({ id: album.id }));
  for (let time = 0; time < 2; time += 1) await finish(runtime.warm(['profile', 'top']));
  await pass(30 * hour);
  await during({ status: 404, path: '/me' }, () => runtime.warm(['profile']));

  // A sign-in that fails in each way, and a token that is refused.
  for (const rule of [{ status: 500 }, { reset: 'before' }, { status: 400 }] as const) {
    await pass(2 * hour);
    await during({ operation: 'token', ...rule }, () => spotify.me.profile());
    await pass(10 * 60_000);
  }
  runInRequest({ correlationId: 'from-hours' }, () =>
    runtime.recordOperation({
      method: 'tools/call',
      tool: 'get_album',
      errorType: 'server_error',
      transport: 'pipe',
      seconds: 1.5,
    }),
  );
}

/** What an assistant does, and what goes wrong meanwhile, over the real protocol. */
export async function liveThroughCalls(
  { client, emulator, callBeside }: ServerUnderLoad,
  round: number,
): Promise<void> {
  const album = emulator.world.catalogue.albums.list()[3]?.uri;
  await client.listTools();
  await client.call('search_catalog', { query: 'night', kinds: ['album'] });
  await client.call('get_album', { album });
  await client.call('get_album', { album });
  // What another process has loaded is found in Redis.
  const shared = emulator.world.catalogue.albums.list()[10 + round]?.uri;
  await callBeside('get_album', { album: shared });
  await client.call('get_album', { album: shared });
  await client.call('list_devices', {});
  await client.call('create_playlist', { name: 'Counted' });
  await client.call('get_album', { album: 5 });
  const remove = emulator.faults.add({ status: 404, path: '/albums/{id}' });
  await client.call('get_album', { album: emulator.world.catalogue.albums.list()[4]?.uri });
  remove();
}
