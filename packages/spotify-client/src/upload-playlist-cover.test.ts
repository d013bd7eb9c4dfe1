import { expect, test } from 'vitest';
import { fakeFetch, rejection } from '../test-support/fake-fetch.js';
import { InvalidParameterError } from './errors.js';
import { createSpotifyClient } from './spotify-client.js';
import { type CoverImage, uploadPlaylistCover } from './upload-playlist-cover.js';

const MOST_BYTES = 196_608;

/** Bytes that begin like a JPEG, and hold every byte that there is. */
function jpeg(size: number): Uint8Array<ArrayBuffer> {
  const bytes = Uint8Array.from({ length: size }, (_, index) => index % 256);
  bytes.set([0xff, 0xd8, 0xff]);
  return bytes;
}

function upload(image: CoverImage) {
  const { fetch, requests } = fakeFetch(new Response(null, { status: 202 }));
  const spotify = createSpotifyClient({ token: 'token', fetch });
  return { requests, done: uploadPlaylistCover(spotify, { playlist_id: 'p1', image }) };
}

// Around the places where the bytes are split, and the largest.
test.each([3, 4, 5, 8_189, 8_190, 8_191, 16_381, MOST_BYTES])(
  'sends %i bytes as the same bytes in base64',
  async (size) => {
    const bytes = jpeg(size);
    const { requests, done } = upload(bytes);
    await done;
    expect(requests[0]?.headers.get('content-type')).toBe('image/jpeg');
    expect(requests[0]?.body).toBe(Buffer.from(bytes).toString('base64'));
  },
);

test.each<[string, CoverImage]>([
  ['a buffer', jpeg(9).buffer],
  ['a file', new Blob([jpeg(9)])],
  ['a view of a part of a buffer', new Uint8Array([1, 2, ...jpeg(9), 3]).subarray(2, 11)],
  ['base64 text', Buffer.from(jpeg(9)).toString('base64')],
])('takes %s', async (_what, image) => {
  const { requests, done } = upload(image);
  await done;
  expect(requests[0]?.body).toBe(Buffer.from(jpeg(9)).toString('base64'));
});

test.each<[string, CoverImage]>([
  ['bytes of a PNG', Uint8Array.of(0x89, 0x50, 0x4e, 0x47)],
  ['a file that only says that it is a JPEG', new Blob([Uint8Array.of(0x89, 0x50)], { type: 'image/jpeg' })],
  ['no bytes at all', new Uint8Array()],
  ['a byte too many', jpeg(MOST_BYTES + 1)],
  ['a file with a byte too many', new Blob([jpeg(MOST_BYTES + 1)])],
])('refuses %s, and sends nothing', async (_what, image) => {
  const { requests, done } = upload(image);
  const error = await rejection(done);
  expect(error).toBeInstanceOf(InvalidParameterError);
  expect(error).toMatchObject({ parameter: 'image', endpoint: 'playlists.uploadCover' });
  expect(requests).toHaveLength(0);
});

test('says in bytes how large a picture may be, and how large it is', async () => {
  const error = await rejection(upload(new Blob([jpeg(MOST_BYTES + 1)])).done);
  expect(String(error)).toMatch(/at most 196608 bytes long, and is 196609/);
});

test.each([undefined, null, {}, 7])('says of %j that it is no JPEG, and sends nothing', async (image) => {
  const { requests, done } = upload(image as unknown as CoverImage);
  expect(await rejection(done)).toMatchObject({
    code: 'invalid_parameter',
    parameter: 'image',
    endpoint: 'playlists.uploadCover',
  });
  expect(requests).toEqual([]);
});

test('says of bytes of another kind what to do, and not how to write them', async () => {
  const { requests, done } = upload(Uint8Array.of(0x89, 0x50, 0x4e, 0x47));
  expect(await rejection(done)).toMatchObject({
    message: 'The parameter image is no JPEG.',
    hint: 'Convert the picture first: Spotify takes no other kind.',
  });
  expect(requests).toEqual([]);
});
