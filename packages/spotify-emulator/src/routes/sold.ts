import { found } from '../http/inputs.js';
import { notFound } from '../http/problem.js';
import type { Call } from '../http/route.js';
import type { Collection } from '../world/models.js';

/** The spoken thing that the path speaks of. Where it is not sold, or the market is unknown, it does not exist. */
export function sold<T extends { readonly markets: readonly string[] }>(call: Call, collection: Collection<T>): T {
  const item = found(call, collection);
  const { market } = call.view;
  if (market === undefined || !item.markets.includes(market)) throw notFound();
  return item;
}
