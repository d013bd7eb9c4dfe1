import { hashText } from '../world/random.js';
import type { World } from '../world/world.js';
import { type Colour, png } from './png.js';
import { notFound } from './problem.js';
import type { IncomingRequest, Reply } from './reply.js';

const pathPattern = /^\/image\/([0-9A-Za-z]{1,22})-(?:(\d{1,4})(\.png)?|upload-\d+)$/;
const largestPng = 1000;
const forLong = { 'cache-control': 'public, max-age=86400' };

/** Draws a cover that follows from the id, so that every thing has its own: as SVG, or as PNG for who wants dots. */
export function cover({ path, header }: IncomingRequest, world: World): Reply {
  const [, id, written, ending] = pathPattern.exec(path) ?? [];
  if (id === undefined) throw notFound('Not found.');
  if (written === undefined) {
    const uploaded = world.playlists.get(id)?.cover;
    if (!uploaded) throw notFound('Not found.');
    return { status: 200, headers: { 'content-type': 'image/jpeg' }, body: uploaded };
  }
  const accepted = header('accept') ?? '';
  const size = Number(written);
  if (ending !== undefined || (accepted.includes('image/png') && !accepted.includes('image/svg'))) {
    if (size < 1 || size > largestPng) throw notFound('Not found.');
    return { status: 200, headers: { 'content-type': 'image/png', ...forLong }, body: paint(id, size) };
  }
  return { status: 200, headers: { 'content-type': 'image/svg+xml', ...forLong }, body: draw(id, size) };
}

function draw(id: string, size: number): string {
  const hash = hashText(id);
  const hue = hash % 360;
  const rings = [1, 2, 3].map((ring) => {
    const radius = 8 + ((hash >>> (ring * 5)) % 38);
    return `<circle cx="${20 + ((hash >>> ring) % 60)}" cy="${20 + ((hash >>> (ring + 8)) % 60)}" r="${radius}"/>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 100 100">
<rect width="100" height="100" fill="hsl(${hue} 55% 35%)"/>
<g fill="none" stroke="hsl(${(hue + 140) % 360} 70% 75%)" stroke-width="3">${rings.join('')}</g>
</svg>`;
}

/** Rings around one point, in two colours. */
function paint(id: string, size: number): Uint8Array {
  const hash = hashText(id);
  const [ground, ring]: readonly [Colour, Colour] = [
    [hash & 0x7f, (hash >>> 7) & 0x7f, (hash >>> 14) & 0x7f],
    [128 + ((hash >>> 3) & 0x7f), 128 + ((hash >>> 11) & 0x7f), 128 + ((hash >>> 19) & 0x7f)],
  ];
  const [centreX, centreY] = [(20 + ((hash >>> 1) % 60)) / 100, (20 + ((hash >>> 9) % 60)) / 100];
  return png(size, (x, y) =>
    Math.floor(Math.hypot(x / size - centreX, y / size - centreY) * 12) % 3 === 1 ? ring : ground,
  );
}
