import { integerQuery } from './inputs.js';
import type { Call } from './route.js';

/** A part of a list, with the way to the other parts. */
export interface Page<T> {
  readonly href: string;
  readonly limit: number;
  readonly next: string | null;
  readonly offset: number;
  readonly previous: string | null;
  readonly total: number;
  readonly items: readonly T[];
}

/** How much may be asked for at once. */
export interface Limits {
  readonly maximum: number;
  readonly default: number;
}

/** What most lists allow. */
const usualLimits: Limits = { maximum: 50, default: 20 };

/** Search and an artist's albums: new Development Mode apps get ten at most. */
export function smallLimits(call: Call, extendedDefault = 20): Limits {
  return call.rules.hasSmallPages ? { maximum: 10, default: 5 } : { maximum: 50, default: extendedDefault };
}

const maximumOffset = 100_000;

/** The part of a list that the query asks for. */
export function page<T, R>(
  call: Call,
  items: readonly T[],
  render: (item: T) => R,
  limits: Limits = usualLimits,
): Page<R> {
  const { limit, offset } = window(call, limits);
  return slice(items, render, { url: `${call.view.origin}${call.request.path}`, query: call.query, limit, offset });
}

/** The limit and the offset of the query. */
export function window(
  call: Call,
  limits: Limits,
  furthest: number = maximumOffset,
): { readonly limit: number; readonly offset: number } {
  return {
    limit: integerQuery(call.query, 'limit', { minimum: 1, maximum: limits.maximum, default: limits.default }),
    offset: integerQuery(call.query, 'offset', { minimum: 0, maximum: furthest, default: 0 }),
  };
}

/** Where a part of a list lives. */
export interface Place {
  readonly url: string;
  /** Parameters that the links carry on. */
  readonly query?: URLSearchParams;
  readonly limit: number;
  readonly offset: number;
}

/** A part of a list, with absolute links to itself and its neighbours. */
export function slice<T, R>(items: readonly T[], render: (item: T) => R, place: Place): Page<R> {
  const { limit, offset } = place;
  return part(items.slice(offset, offset + limit).map(render), items.length, place);
}

/** A part that is known already, of a list of which only the length is. */
export function part<R>(items: readonly R[], total: number, place: Place): Page<R> {
  const { limit, offset } = place;
  const link = (start: number): string => {
    const query = new URLSearchParams(place.query);
    query.set('offset', String(start));
    query.set('limit', String(limit));
    return `${place.url}?${query}`;
  };
  return {
    href: link(offset),
    limit,
    next: offset + limit < total ? link(offset + limit) : null,
    offset,
    previous: offset > 0 ? link(Math.max(0, offset - limit)) : null,
    total,
    items,
  };
}
