import { inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { createSpotifyEmulator } from '../emulator.js';

const emulator = createSpotifyEmulator();
const { id } = emulator.world.catalogue.albums.at(0) ?? { id: '' };

async function fetchCover(path: string, accept?: string) {
  const answer = await emulator.fetch(path, { headers: accept === undefined ? {} : { accept } });
  return {
    type: answer.headers.get('content-type'),
    status: answer.status,
    bytes: Buffer.from(await answer.arrayBuffer()),
  };
}

test.each([
  [`/image/${id}-64`, undefined],
  [`/image/${id}-64`, 'image/avif,image/webp,image/png,image/svg+xml,image/*,*/*;q=0.8'],
  [`/image/${id}-64`, 'image/jpeg,image/png'],
  [`/image/${id}-64.jpg`, 'image/png'],
  [`/image/${id}-64.jpeg`, undefined],
])('%s is a JPEG for who accepts %s', async (path, accept) => {
  const { type, bytes } = await fetchCover(path, accept);
  expect([type, bytes.subarray(0, 3).toString('hex'), bytes.subarray(-2).toString('hex')]).toEqual([
    'image/jpeg',
    'ffd8ff',
    'ffd9',
  ]);
  const frame = bytes.indexOf(Buffer.from([0xff, 0xc0]));
  expect([bytes.readUInt16BE(frame + 5), bytes.readUInt16BE(frame + 7)]).toEqual([64, 64]);
});

test.each([
  [`/image/${id}-300.svg`, undefined],
  [`/image/${id}-300`, 'image/svg+xml'],
])('%s is an SVG for who accepts %s', async (path, accept) => {
  const { type, bytes } = await fetchCover(path, accept);
  expect([type, String(bytes).includes('width="300"')]).toEqual(['image/svg+xml', true]);
});

test.each([
  [`/image/${id}-64.png`, undefined],
  [`/image/${id}-64`, 'image/png,image/jpeg'],
])('%s is a PNG for who accepts %s', async (path, accept) => {
  const { type, bytes } = await fetchCover(path, accept);
  expect([type, bytes.subarray(1, 4).toString(), bytes.readUInt32BE(16)]).toEqual(['image/png', 'PNG', 64]);
  const start = bytes.indexOf('IDAT');
  const dots = inflateSync(bytes.subarray(start + 4, start + 4 + bytes.readUInt32BE(start - 4)));
  expect(dots).toHaveLength(64 * (1 + 64 * 3));
});

test('different things have different covers', async () => {
  const other = emulator.world.catalogue.albums.at(1)?.id;
  expect(
    (await fetchCover(`/image/${id}-64.png`)).bytes.equals((await fetchCover(`/image/${other}-64.png`)).bytes),
  ).toBe(false);
});

test.each([
  `/image/${id}`,
  `/image/${id}-0`,
  `/image/${id}-9999`,
  `/image/${id}-64.gif`,
  `/image/${id}-0.png`,
  `/image/${id}-9999.png`,
  '/image/../x-1',
  `/image/${id}-upload-1`,
])('%s is nothing', async (path) => {
  expect((await fetchCover(path)).status).toBe(404);
});
