import type { Route } from '../http/route.js';

const furthest = 4;

/** What was probably meant by a method and a path below /v1 that no operation has; undefined when nothing comes near. */
export function nearMiss(method: string, path: string, routes: readonly Route[]): string | undefined {
  const near = routes
    .map((route) => ({ route, distance: distanceTo(route, method, path) }))
    .filter(({ distance }) => distance <= furthest)
    .sort((one, other) => one.distance - other.distance)[0]?.route;
  return near && `Did you mean ${near.method} ${near.path} (${near.operation})?`;
}

/** How many letters and segments a request is away from a route; another method alone is one. */
function distanceTo(route: Route, method: string, path: string): number {
  const wanted = route.path.split('/').slice(1);
  const given = path.split('/').slice(1);
  if (Math.abs(wanted.length - given.length) > 1) return Number.POSITIVE_INFINITY;
  let distance = route.method === method ? 0 : 1;
  for (let place = 0; place < Math.max(wanted.length, given.length); place += 1) {
    const [one, other] = [wanted[place], given[place]];
    if (one === undefined || other === undefined) distance += 2;
    else if (!one.startsWith('{')) distance += wordDistance(one, other);
    else if (other === '') distance += 1;
  }
  return distance;
}

/** How many letters lie between two words; when more than every third has to change they have nothing to do with each other. */
function wordDistance(wanted: string, given: string): number {
  const distance = editDistance(wanted, given);
  return distance <= Math.ceil(wanted.length / 3) ? distance : Number.POSITIVE_INFINITY;
}

/** Levenshtein: how many letters have to be changed, added or left out. */
function editDistance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, place) => place);
  for (let from = 1; from <= one.length; from += 1) {
    const next = [from];
    for (let to = 1; to <= other.length; to += 1) {
      const change = (row[to - 1] ?? 0) + (one[from - 1] === other[to - 1] ? 0 : 1);
      next.push(Math.min(change, (row[to] ?? 0) + 1, (next[to - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
