import { zstdCompressSync } from 'node:zlib';
import { jsonCodec } from '@tonearm/cache';
import { msgpackCodec } from '@tonearm/cache/msgpack';
import { createSpotifyClient } from '@tonearm/spotify-client';
import { createSpotifyEmulator } from '@tonearm/spotify-emulator';
import type { Cases } from './case.ts';
import { page } from './page.ts';

/** From how many bytes on the shared tier compresses, unless told otherwise. */
const compressFromBytes = 4_096;

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
export async function codecCases(): Promise<Cases> {
  const values = await shapes();
  const codecs = [jsonCodec, msgpackCodec];
  const cases = Object.entries(values).flatMap(([shape, value]) =>
    codecs.map((codec) => {
      const bytes = codec.encode(value);
      return {
        name: `${codec.name} decode, ${shape}`,
        run(times: number) {
          for (let each = 0; each < times; each += 1) codec.decode(bytes);
        },
      };
    }),
  );
  return { cases };
}

/** The bytes of a shape, as a share of those that it has as JSON. */
export interface CodecSizes {
  /** As the tier writes them by default: records, compressed when there are many. */
  readonly kept: number;
  readonly records: number;
  /** What its texts take alone, without a name, a number or a mark: what writes each of them in full can't be below this. */
  readonly texts: number;
}

/** How many bytes each shape has. */
export function codecSizes(values: Readonly<Record<string, unknown>>): Readonly<Record<string, CodecSizes>> {
  const share = (bytes: number, value: unknown): number =>
    Number((bytes / jsonCodec.encode(value).length).toPrecision(3));
  return Object.fromEntries(
    Object.entries(values).map(([shape, value]) => {
      const records = msgpackCodec.encode(value);
      const kept = records.length < compressFromBytes ? records : zstdCompressSync(records);
      const sizes: CodecSizes = {
        kept: share(kept.length, value),
        records: share(records.length, value),
        texts: share(textBytes(value), value),
      };
      return [shape, sizes];
    }),
  );
}

function textBytes(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce((sum: number, each) => sum + textBytes(each), 0);
}
