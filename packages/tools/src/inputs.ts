import { z } from 'zod';
import type { ItemKind } from './item-reference.js';

/** One thing on Spotify, as a person or a model would write it; what it is of is said only where the field does not say it. */
export const item = (what?: string): z.ZodString =>
  z
    .string()
    .min(1)
    .max(500)
    .describe(`Name, URI or id${of(what)}`);

/** Several things on Spotify, likewise. */
export const items = (maximum: number, what?: string): z.ZodArray<z.ZodString> =>
  z
    .array(z.string().min(1).max(500))
    .min(1)
    .max(maximum)
    .describe(`Names, URIs or ids${of(what)}`);

const of = (what: string | undefined): string => (what === undefined ? '' : ` of ${what}`);

/** What a bare id is; URIs and links say it themselves. */
export const kind = <const Kinds extends readonly ItemKind[]>(
  kinds: Kinds,
): z.ZodOptional<z.ZodEnum<{ [Kind in Kinds[number]]: Kind }>> => z.enum(kinds).optional();

/** How many entries to answer with. */
export const limit = (usual: number, maximum = 50): z.ZodDefault<z.ZodInt> =>
  z.int().min(1).max(maximum).default(usual);

/** How many entries to pass over; `next_offset` of an answer goes here. */
export const offset = (maximum = 100_000): z.ZodDefault<z.ZodInt> => z.int().min(0).max(maximum).default(0);

/** The country whose catalog counts; Spotify prefers the country of the account. */
export const market: z.ZodOptional<z.ZodString> = z
  .string()
  .regex(/^[A-Z]{2}$/, 'must be a country code of two capital letters, such as SE')
  .optional();

type Given<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> };

/** The values that were given, without the keys of those that were not. */
export function given<T extends object>(values: T): Given<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Given<T>;
}

/** The argument of every write that shows what would happen. */
export const dryRun: { dry_run: z.ZodOptional<z.ZodBoolean> } = { dry_run: z.boolean().optional() };

/** The arguments of every write that takes something away. */
export const destructive: { dry_run: z.ZodOptional<z.ZodBoolean>; confirm: z.ZodOptional<z.ZodString> } = {
  ...dryRun,
  confirm: z.string().max(40).optional(),
};

/** A device, as a person would name it. */
export const device: z.ZodOptional<z.ZodString> = z.string().min(1).max(200).optional().describe('Name or id');
