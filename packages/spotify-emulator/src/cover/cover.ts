import { notFound } from '../http/problem.js';
import type { IncomingRequest, Reply } from '../http/reply.js';
import { hashText } from '../world/random.js';
import type { World } from '../world/world.js';
import { jpeg } from './jpeg.js';
import { type Colour, png } from './png.js';

const pathPattern = /^\/image\/([0-9A-Za-z]{1,22})-(?:(\d{1,4})(?:\.(jpe?g|png|svg))?|upload-\d+)$/;
const typePattern = /image\/(jpeg|png|svg)/;
const largestSize = 1000;
const forLong = { 'cache-control': 'public, max-age=86400' };

type Format = 'jpeg' | 'png' | 'svg';

/** Draws a cover that follows from the id, so that every thing has its own: as JPEG, as Spotify's are, or as PNG or SVG for who wants that. */
export function cover({ path, header }: IncomingRequest, world: World): Reply {
  const [, id, written, ending] = pathPattern.exec(path) ?? [];
  if (id === undefined) throw notFound('Not found.');
  if (written === undefined) {
    const uploaded = world.playlists.get(id)?.cover;
    if (!uploaded) throw notFound('Not found.');
    return { status: 200, headers: { 'content-type': 'image/jpeg' }, body: uploaded };
  }
  const size = Number(written);
  if (size < 1 || size > largestSize) throw notFound('Not found.');
  const format = ending === undefined ? acceptedFormat(header('accept') ?? '') : formatOf(ending);
  const type = format === 'svg' ? 'image/svg+xml' : `image/${format}`;
  return { status: 200, headers: { 'content-type': type, ...forLong }, body: painters[format](id, size) };
}

function formatOf(ending: string): Format {
  return ending === 'png' || ending === 'svg' ? ending : 'jpeg';
}

/** The first that is named; whoever takes anything gets what Spotify gives. */
function acceptedFormat(accepted: string): Format {
  const named = /\*/.test(accepted) ? undefined : typePattern.exec(accepted)?.[1];
  return formatOf(named ?? 'jpeg');
}

const painters: { readonly [Name in Format]: (id: string, size: number) => string | Uint8Array } = {
  jpeg: (id, size) => jpeg(size, rings(id, size)),
  png: (id, size) => png(size, rings(id, size)),
  svg: draw,
};

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
function rings(id: string, size: number): (x: number, y: number) => Colour {
  const hash = hashText(id);
  const [ground, ring]: readonly [Colour, Colour] = [
    [hash & 0x7f, (hash >>> 7) & 0x7f, (hash >>> 14) & 0x7f],
    [128 + ((hash >>> 3) & 0x7f), 128 + ((hash >>> 11) & 0x7f), 128 + ((hash >>> 19) & 0x7f)],
  ];
  const [centreX, centreY] = [(20 + ((hash >>> 1) % 60)) / 100, (20 + ((hash >>> 9) % 60)) / 100];
  return (x, y) => (Math.floor(Math.hypot(x / size - centreX, y / size - centreY) * 12) % 3 === 1 ? ring : ground);
}
