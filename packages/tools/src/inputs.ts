import { z } from 'zod';
import type { ItemKind } from './item-reference.js';

/** One thing on Spotify, as a person or a model would write it. */
export const item = (what: string): z.ZodString =>
  z.string().min(1).max(500).describe(`Spotify URI, link or id of ${what}`);

/** Several things on Spotify. */
export const items = (what: string, maximum: number): z.ZodArray<z.ZodString> =>
  z.array(z.string().min(1).max(500)).min(1).max(maximum).describe(`Spotify URIs, links or ids of ${what}`);

/** What a bare id is; URIs and links say it themselves. */
export const kind = <const Kinds extends readonly ItemKind[]>(
  kinds: Kinds,
): z.ZodOptional<z.ZodEnum<{ [Kind in Kinds[number]]: Kind }>> =>
  z.enum(kinds).optional().describe('Only for bare ids: what they are');

/** How many entries to answer with. */
export const limit = (usual: number, maximum = 50): z.ZodDefault<z.ZodInt> =>
  z.int().min(1).max(maximum).default(usual);

/** How many entries to pass over; `next_offset` of an answer goes here. */
export const offset = (maximum = 100_000): z.ZodDefault<z.ZodInt> =>
  z.int().min(0).max(maximum).default(0).describe('next_offset of the answer before');

/** The country whose catalog counts; Spotify prefers the country of the account. */
export const market: z.ZodOptional<z.ZodString> = z
  .string()
  .regex(/^[A-Z]{2}$/)
  .optional()
  .describe('Country code, e.g. SE');

type Given<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> };

/** The values that were given, without the keys of those that were not. */
export function given<T extends object>(values: T): Given<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Given<T>;
}
