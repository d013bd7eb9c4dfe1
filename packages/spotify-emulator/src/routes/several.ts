import { idsQuery } from '../http/inputs.js';
import { json, type Reply } from '../http/reply.js';
import type { Call } from '../http/route.js';
import type { Collection } from '../world/models.js';

/** Things by id, in the order of the question; null stands for those that do not exist. */
export function several<T>(
  call: Call,
  name: string,
  collection: Collection<T>,
  render: (item: T) => object | null,
  maximum = 50,
): Reply {
  const items = idsQuery(call, maximum).map((id) => collection.get(id));
  return json({ [name]: items.map((item) => (item === undefined ? null : render(item))) });
}

/** Spoken things by id; what is not sold in the caller's market, or in an unknown one, is null too. */
export function severalSold<T extends { readonly markets: readonly string[] }>(
  call: Call,
  name: string,
  collection: Collection<T>,
  render: (item: T) => object,
): Reply {
  const { market } = call.view;
  return several(call, name, collection, (item) =>
    market !== undefined && item.markets.includes(market) ? render(item) : null,
  );
}
