import type { Limits, NamedEndpoint, Together, ValueType } from '../endpoint.js';
import { listed } from '../listed.js';
import { invalid } from './check-words.js';

/** What holds for every value of a type, unless its row says something else. */
const usualLimits: { readonly [Type in ValueType]?: Limits } = {
  integer: [0, Number.POSITIVE_INFINITY],
  number: [0, Number.POSITIVE_INFINITY],
  array: [1, Number.POSITIVE_INFINITY],
};

const units: { readonly [Type in ValueType]?: string } = { array: ' entries long', string: ' characters long' };

/** Refuses a value that is more or less than Spotify accepts. */
export function checkLimits(endpoint: NamedEndpoint, name: string, value: unknown, type: ValueType): void {
  const limits = endpoint.limits?.[name] ?? usualLimits[type];
  if (limits === undefined || isWithin(limits, amountOf(value, type))) return;
  throw invalid(endpoint, name, `must be ${range(limits)}${units[type] ?? ''}`);
}

/** Refuses lists that hold more or fewer entries than Spotify accepts of all of them. */
export function checkTogether(
  endpoint: NamedEndpoint,
  { names, limits }: Together<string>,
  params: Readonly<Record<string, unknown>>,
): void {
  const given = names.filter((name) => params[name] !== undefined);
  if (isWithin(limits, given.flatMap((name) => listed(params[name])).length)) return;
  const [one = '', ...others] = [...given, ...names.filter((name) => !given.includes(name))];
  throw invalid(endpoint, one, `must hold, together with ${others.join(' and ')}, ${range(limits)} entries`);
}

/** How much a value is: a list by its entries, a text by its characters, a number by itself. */
function amountOf(value: unknown, type: ValueType): number {
  // Calls by name may bring a list that is joined already.
  if (type === 'array') return value === '' ? 0 : listed(value).length;
  return type === 'string' ? String(value).length : Number(value);
}

function isWithin([least, most]: Limits, amount: number): boolean {
  return amount >= least && amount <= most;
}

function range([least, most]: Limits): string {
  return most === Number.POSITIVE_INFINITY ? `at least ${least}` : `from ${least} to ${most}`;
}
