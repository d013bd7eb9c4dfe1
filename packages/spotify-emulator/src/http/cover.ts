import { hashText } from '../world/random.js';
import type { World } from '../world/world.js';
import { notFound } from './problem.js';
import type { IncomingRequest, Reply } from './reply.js';

const pathPattern = /^\/image\/([0-9A-Za-z]{1,22})-(?:(\d{1,4})|upload-\d+)$/;

/** Draws a cover: two colours and a few rings that follow from the id, so that every thing has its own. */
export function cover({ path }: IncomingRequest, world: World): Reply {
  const [, id, written] = pathPattern.exec(path) ?? [];
  if (id === undefined) throw notFound('Not found.');
  if (written === undefined) {
    const uploaded = world.playlists.get(id)?.cover;
    if (!uploaded) throw notFound('Not found.');
    return { status: 200, headers: { 'content-type': 'image/jpeg' }, body: uploaded };
  }
  return {
    status: 200,
    headers: { 'content-type': 'image/svg+xml', 'cache-control': 'public, max-age=86400' },
    body: draw(id, Number(written)),
  };
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
