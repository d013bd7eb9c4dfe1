import type { Random } from './random.js';
import { givenNames, places, qualities, things, times, verbs } from './words.js';

const hours = Array.from({ length: 12 }, (_, hour) => `${hour + 1}`);

/** What a title is made of, and how. */
interface Pattern {
  readonly parts: readonly (readonly string[])[];
  join(...parts: readonly string[]): string;
}

const patterns: readonly Pattern[] = [
  { parts: [verbs, things], join: (verb, thing) => `${verb} the ${thing}` },
  { parts: [things, times], join: (thing, time) => `${thing} ${time}` },
  { parts: [qualities, things], join: (quality, thing) => `${quality} ${thing}` },
  { parts: [things, givenNames], join: (thing, name) => `A ${thing} for ${name}` },
  { parts: [places, hours], join: (place, hour) => `${place}, ${hour} O’Clock` },
  { parts: [verbs, givenNames, times], join: (verb, name, time) => `${verb} ${name} ${time}` },
];

/** How many titles each pattern can make. */
const counts: readonly number[] = patterns.map(({ parts }) =>
  parts.reduce((product, { length }) => product * length, 1),
);

/** How many titles there are: in a large world, many things share each. */
export const titleCount: number = sum(counts);

/** The first title of each pattern. */
const firsts: readonly number[] = counts.map((_, place) => sum(counts.slice(0, place)));

/** As long as there are titles from the start: a list that is begun at its end is kept as a dictionary. */
const written: (string | undefined)[] = new Array(titleCount).fill(undefined);

/** Draws a title for an album or a track, as a number. */
export function drawTitle(random: Random): number {
  const place = random.integer(0, patterns.length - 1);
  let number = 0;
  for (const words of patterns[place]?.parts ?? [])
    number = number * words.length + random.integer(0, words.length - 1);
  return (firsts[place] ?? 0) + number;
}

/** The words of a title; everything with the same title shares one text. */
export function titleOf(number: number): string {
  const known = written[number] ?? write(number);
  written[number] = known;
  return known;
}

/** Invents a title. */
export function title(random: Random): string {
  return titleOf(drawTitle(random));
}

function write(number: number): string {
  const place = firsts.findLastIndex((first) => first <= number);
  const pattern = patterns[place];
  if (!pattern) throw new RangeError(`There is no title ${number}.`);
  let rest = number - (firsts[place] ?? 0);
  const parts = pattern.parts.toReversed().map((words) => {
    const word = words[rest % words.length] ?? '';
    rest = Math.floor(rest / words.length);
    return word;
  });
  return pattern.join(...parts.reverse());
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
