import type { z } from 'zod';

/** What the Web API, and so a model by habit, calls things, and what our tools may call them. */
const habits: Readonly<Record<string, readonly string[]>> = {
  q: ['query'],
  search: ['query'],
  type: ['kinds', 'kind'],
  types: ['kinds'],
  item_type: ['kind', 'kinds'],
  search_type: ['kinds'],
  include_groups: ['groups'],
  country: ['market'],
  volume: ['volume_percent'],
  position: ['position_ms'],
  state: ['shuffle', 'repeat'],
  range_start: ['from'],
  insert_before: ['to'],
  range_length: ['count'],
  context_uri: ['item'],
  image_base64: ['image'],
  title: ['name'],
};

/** Nouns of ours that one thing may be called by. */
const single = ['item', 'playlist', 'album', 'artist', 'show', 'audiobook', 'user', 'category', 'device'];

/**
 * Accepts the Web API's names where a tool has another one for the same thing (`q`, `ids`, `playlist_id`, `device_id`), and a
 * single value or a comma-separated text where it takes a list. What it does not know stays as it is, to be refused by name.
 */
export function acceptHabits(input: z.ZodObject, given: unknown): unknown {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return given;
  const shape: Readonly<Record<string, z.core.$ZodType>> = input.shape;
  const accepted = Object.entries(given).map(([name, value]): [string, unknown] => {
    const known = Object.hasOwn(shape, name) ? name : ourName(name, shape, given);
    const field = known === undefined ? undefined : shape[known];
    return [known ?? name, field === undefined ? value : fitted(value, isList(field))];
  });
  // Unlike an assignment, this makes a field of "__proto__" too, which is then refused by name.
  return Object.fromEntries(accepted);
}

function ourName(name: string, shape: object, given: object): string | undefined {
  const isFree = (candidate: string): boolean => Object.hasOwn(shape, candidate) && !Object.hasOwn(given, candidate);
  const [, noun = '', plural] = /^(?:(\w+?)_)?(?:id|uri)(s?)$/.exec(name) ?? [];
  const isReference = /(?:^|_)(?:id|uri)s?$/.test(name);
  const candidates = [
    ...(Object.hasOwn(habits, name) ? (habits[name] ?? []) : []),
    ...(isReference && noun !== '' ? [noun, `${noun}s`] : []),
    ...(isReference && plural === 's' ? ['items'] : []),
    ...(isReference && plural !== 's' ? (noun === '' ? [...single, 'items'] : ['item', 'items']) : []),
  ];
  return candidates.find(isFree);
}

function fitted(value: unknown, list: boolean): unknown {
  if (!list) return Array.isArray(value) && value.length === 1 ? value[0] : value;
  if (typeof value !== 'string') return value;
  // Names may hold commas; URIs, ids and kinds do not.
  const parts = value.split(',').map((part) => part.trim());
  return parts.every((part) => /^[\w:/.?=-]+$/.test(part)) ? parts : [value];
}

function isList(field: z.core.$ZodType): boolean {
  const definition = field._zod.def as { type: string; innerType?: z.core.$ZodType };
  return definition.type === 'array' || (definition.innerType !== undefined && isList(definition.innerType));
}
