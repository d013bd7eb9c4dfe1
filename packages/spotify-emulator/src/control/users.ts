import type { World } from '../world/world.js';

/** Throws a `RangeError` unless there is everybody whom a field speaks of. */
export function checkUsers({ users }: World, field: string, ids: unknown): void {
  const named: readonly unknown[] = Array.isArray(ids) ? ids : [ids];
  const unknown = named.find((id) => typeof id !== 'string' || !users.has(id));
  if (unknown === undefined) return;
  throw new RangeError(`There is no '${unknown}': ${field} must be one of: ${[...users.keys()].join(', ')}`);
}
