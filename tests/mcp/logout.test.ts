import { freePort } from '@tonearm/tooling/services';
import { describe, expect, test, vi } from 'vitest';
import { connectLegacy, connectModern, type JourneyClient } from '../journeys/mcp-clients.ts';
import { type HttpServerProcess, startHttpServer } from '../journeys/mcp-server-process.ts';
import { runCommand } from './command.ts';
import { spotifyStage } from './spotify-stage.ts';

// Every test starts processes: a busy machine may take its time.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

const spotify = spotifyStage();

/** A server that is running, and a client of it. */
interface Running {
  readonly client: JourneyClient;
  stop(): Promise<unknown>;
}

async function overStdio(): Promise<Running> {
  const client = await connectLegacy({ environment: { ...spotify.environment, TONEARM_LOG_LEVEL: 'silent' } });
  return { client, stop: () => client.close() };
}

async function overHttp(): Promise<Running> {
  const server: HttpServerProcess = await startHttpServer({ ...spotify.environment, TONEARM_LOG_LEVEL: 'silent' });
  const client = await connectModern({ url: server.url });
  return { client, stop: () => client.close().then(() => server.stop('SIGKILL')) };
}

describe.each([
  ['stdio', overStdio],
  ['HTTP', overHttp],
])('a server that runs over %s', (_transport, start) => {
  test('forgets the person at the call after a logout elsewhere, and serves whoever signs in next', async () => {
    await spotify.signIn();
    const { client, stop } = await start();
    expect((await client.call('get_profile', {})).structured).toMatchObject({ id: 'listener' });
    expect((await client.call('list_playlists', {})).isError).toBe(false);
    expect((await client.call('create_playlist', { name: 'Mine' })).structured).toMatchObject({ outcome: 'done' });

    expect(await runCommand('logout', spotify.environment)).toMatchObject({ code: 0 });
    spotify.emulator.journal.clear();
    for (const tool of ['get_profile', 'list_playlists']) {
      const { isError, text } = await client.call(tool, {});
      expect([isError, text]).toEqual([true, expect.stringMatching(/sign(ed)? in/i)]);
      expect(text).not.toContain(spotify.emulator.world.user('listener').display_name);
    }
    expect(spotify.requests()).toEqual([]);

    await spotify.signIn('neighbour');
    expect((await client.call('get_profile', {})).structured).toMatchObject({ id: 'neighbour' });
    // The writes of the one before are no longer anybody's to undo.
    expect((await client.call('undo_write', {})).text).toContain('nothing to undo');
    await stop();
  });

  test('serves another person at the call after they have signed in over the one before', async () => {
    await spotify.signIn();
    const { client, stop } = await start();
    expect((await client.call('get_profile', {})).structured).toMatchObject({ id: 'listener' });
    await spotify.signIn('neighbour');
    expect((await client.call('get_profile', {})).structured).toMatchObject({ id: 'neighbour' });
    await stop();
  });

  test("keeps what it has when the same person's tokens are renewed by another process", async () => {
    await spotify.signIn();
    const { client, stop } = await start();
    await client.call('list_playlists', {});
    spotify.emulator.clock.advance(3_599_000);
    expect(await runCommand('doctor --port 0', spotify.environment)).toMatchObject({ code: 0 });
    spotify.emulator.journal.clear();
    await client.call('list_playlists', {});
    expect(spotify.requests()).toEqual([]);
    await stop();
  });
});

test('says so when what is in Redis can not be reached, and signs out all the same', async () => {
  await spotify.signIn();
  const environment = { ...spotify.environment, TONEARM_REDIS_URL: `redis://127.0.0.1:${await freePort()}` };
  const { code, output } = await runCommand('logout', environment);
  expect([code, output]).toEqual([
    0,
    expect.stringMatching(/Signed out.*\n.*stays for up to a day\. Run logout again/),
  ]);
  expect((await runCommand('logout', spotify.environment)).output).toContain('Nobody was signed in');
});
