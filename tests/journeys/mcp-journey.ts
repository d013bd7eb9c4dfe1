import assert from 'node:assert/strict';
import type { SpotifyEmulator } from '@tonearm/spotify-emulator';
import type { JourneyClient } from './mcp-clients.ts';

/** How one step of the journey went. */
export interface StepReport {
  readonly name: string;
  readonly durationMs: number;
  /** What came back, in few words; what went wrong, if it did. */
  readonly summary: string;
  readonly passed: boolean;
}

type World = SpotifyEmulator['world'];
type Album = ReturnType<World['catalogue']['albums']['list']>[number];

interface Trip {
  readonly client: JourneyClient;
  readonly world: World;
  readonly album: Album;
  readonly trackUris: readonly string[];
  playlistUri: string;
}

interface Step {
  readonly name: string;
  /** Does it, and looks in the emulator whether it really happened; the answer alone proves nothing. */
  run(trip: Trip): Promise<string>;
}

const playlistName = 'Made by the Tonearm journey';

/** Goes through what people do with Spotify, as an assistant would; stops at the first step that fails. */
export async function* travel(client: JourneyClient, world: World): AsyncGenerator<StepReport> {
  const trip = plan(client, world);
  for (const { name, run } of steps) {
    const startedAt = performance.now();
    const report = (passed: boolean, summary: string): StepReport => ({
      name,
      passed,
      summary,
      durationMs: Math.round(performance.now() - startedAt),
    });
    try {
      yield report(true, await run(trip));
    } catch (error) {
      yield report(false, error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error));
      return;
    }
  }
}

const steps: readonly Step[] = [
  {
    name: 'list the tools',
    async run({ client }) {
      const tools = await client.listTools();
      assert.ok(
        tools.some(({ name }) => name === 'search_catalog'),
        'search_catalog is not offered',
      );
      return `${tools.length} tools, ${(JSON.stringify(tools).length / 1024).toFixed(1)} KB`;
    },
  },
  {
    name: 'search for an album',
    async run(trip) {
      const query = `${trip.album.name} ${trip.album.artists[0]?.name}`;
      const { text, structured } = await call(trip, 'search_catalog', { query, kinds: ['album'] });
      assert.ok(JSON.stringify(structured).includes(trip.album.uri), `did not find ${trip.album.uri}`);
      return text.split('\n').find((line) => line.includes(trip.album.name)) ?? text;
    },
  },
  {
    name: 'read the album',
    async run(trip) {
      const { structured } = await call(trip, 'get_album', { album: trip.album.uri });
      assert.deepEqual(urisOf(structured.tracks), trip.trackUris);
      return `“${structured.name}” by ${structured.by}, ${trip.trackUris.length} tracks`;
    },
  },
  {
    name: 'see the devices',
    async run(trip) {
      const { structured } = await call(trip, 'list_devices', {});
      const names = listOf(structured.devices).map(({ name }) => name);
      assert.deepEqual(
        names,
        listener(trip).devices.map(({ name }) => name),
      );
      return names.join(', ');
    },
  },
  {
    name: 'play the album',
    async run(trip) {
      const { text } = await call(trip, 'start_playback', { item: trip.album.uri });
      const { player } = listener(trip);
      assert.ok(player.is_playing, 'the player does not play');
      assert.equal(player.item, trip.trackUris[0]);
      return text;
    },
  },
  {
    name: 'see what is playing',
    async run(trip) {
      const { text, structured } = await call(trip, 'get_playback', {});
      assert.equal(structured.status, 'playing');
      assert.equal(Reflect.get(Object(structured.item), 'uri'), listener(trip).player.item);
      return text;
    },
  },
  {
    name: 'create a playlist',
    async run(trip) {
      const { structured } = await call(trip, 'create_playlist', { name: playlistName });
      trip.playlistUri = String(structured.uri);
      assert.equal(playlistOf(trip).name, playlistName);
      return `“${playlistName}” (${trip.playlistUri})`;
    },
  },
  {
    name: 'add to the playlist',
    async run(trip) {
      const { text } = await call(trip, 'add_to_playlist', { playlist: trip.playlistUri, items: trip.trackUris });
      assert.deepEqual(urisOf(playlistOf(trip).items), trip.trackUris);
      return text;
    },
  },
  {
    name: 'read the playlist back',
    async run(trip) {
      const { structured } = await call(trip, 'get_playlist', { playlist: trip.playlistUri });
      assert.deepEqual(urisOf(structured.items), trip.trackUris);
      return `${trip.trackUris.length} tracks, in the order in which they were added`;
    },
  },
  {
    name: 'save the album',
    async run(trip) {
      const { text } = await call(trip, 'save_to_library', { items: [trip.album.uri] });
      assert.ok(listener(trip).library.has(trip.album.uri), 'the album is not in the library');
      return text;
    },
  },
];

/** Chooses an album that the journey can change something with: several tracks, to be had here, not in the library yet. */
function plan(client: JourneyClient, world: World): Trip {
  const { library, country } = world.user('listener');
  const album = world.catalogue.albums
    .list()
    .find(
      ({ uri, tracks }) =>
        !library.has(uri) && tracks.length >= 3 && tracks.every(({ markets }) => markets.includes(country)),
    );
  if (album === undefined) throw new Error('the emulator has no album to travel with');
  return { client, world, album, trackUris: album.tracks.map(({ uri }) => uri), playlistUri: '' };
}

async function call({ client }: Trip, tool: string, input: Readonly<Record<string, unknown>>) {
  const answer = await client.call(tool, input);
  assert.ok(!answer.isError, answer.text);
  return answer;
}

function listener({ world }: Trip) {
  return world.user('listener');
}

function playlistOf(trip: Trip) {
  const playlist = listener(trip).playlists.find(({ uri }) => uri === trip.playlistUri);
  assert.ok(playlist, `the listener has no playlist ${trip.playlistUri}`);
  return playlist;
}

function listOf(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value : [];
}

function urisOf(value: unknown): readonly unknown[] {
  return listOf(value).map(({ uri }) => uri);
}
