import { jsonCodec } from '@tonearm/cache';
import { msgpackCodec } from '@tonearm/cache/msgpack';
import { createSpotifyClient } from '@tonearm/spotify-client';
import { createSpotifyEmulator } from '@tonearm/spotify-emulator';
import type { Case } from './measure.ts';
import { page } from './page.ts';

/** Five answers in the shapes of Spotify, from the emulator, and a page of a playlist. */
export async function shapes(): Promise<Readonly<Record<string, unknown>>> {
  const emulator = createSpotifyEmulator({ profile: 'extended' });
  const { access_token } = emulator.grant({ user: 'listener' });
  const spotify = createSpotifyClient({
    token: access_token,
    fetch: emulator.fetch,
    apiUrl: 'https://emulator.invalid/v1',
  });
  const { catalogue } = emulator.world;
  const [album, artist] = [catalogue.albums.list()[0]?.id ?? '', catalogue.artists.list()[0]?.id ?? ''];
  return {
    album: await spotify.albums.get({ id: album }),
    'albums of an artist': await spotify.call('artists.albums', { id: artist }),
    search: await spotify.call('search.search', { q: 'a', type: ['track', 'album', 'artist'] }),
    'saved tracks': await spotify.library.tracks({ limit: 50 }),
    'playlist page': page(),
  };
}

/** How quickly each codec reads each shape. */
export function codecCases(values: Readonly<Record<string, unknown>>): readonly Case[] {
  const codecs = [jsonCodec, msgpackCodec];
  return Object.entries(values).flatMap(([shape, value]) =>
    codecs.map((codec) => {
      const bytes = codec.encode(value);
      return {
        name: `${codec.name} decode, ${shape}`,
        times: 300,
        run(times: number) {
          for (let each = 0; each < times; each += 1) codec.decode(bytes);
        },
      };
    }),
  );
}

/** How many bytes each shape has as records of msgpack, as a share of those of JSON; uncompressed. */
export function codecSizes(values: Readonly<Record<string, unknown>>): Readonly<Record<string, number>> {
  const codec = msgpackCodec;
  return Object.fromEntries(
    Object.entries(values).map(([shape, value]) => [
      shape,
      Number((codec.encode(value).length / jsonCodec.encode(value).length).toPrecision(3)),
    ]),
  );
}
