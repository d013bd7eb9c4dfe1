import { createRandom, type Random } from './random.js';
import { sizes } from './scale.js';
import {
  ensembles,
  familyBeginnings,
  familyEndings,
  familyNames,
  givenNames,
  places,
  qualities,
  scripts,
  subjects,
  things,
  worldNames,
} from './words.js';

const attempts = 20;
const initials = 'ABCDEFGHJKLMNOPRSTVW'.split('');
const numerals = ['', ' II', ' III', ' IV', ' V', ' VI', ' VII', ' VIII', ' IX', ' X'];

/** Invents the name of an artist; the first few of a world are written in other scripts. */
function artistName(random: Random, index: number): string {
  const foreign = index % 8 === 3 ? worldNames[Math.floor(index / 8)] : undefined;
  if (foreign !== undefined) return foreign;
  switch (random.integer(0, 4)) {
    case 0:
      return ['The', random.pick(qualities), `${random.pick(things)}s`].join(' ');
    case 1:
      return [random.pick(places), random.pick(ensembles)].join(' ');
    case 2:
      return [random.pick(qualities), random.pick(things)].join(' ');
    default:
      return [random.pick(givenNames), random.pick(familyNames)].join(' ');
  }
}

/** Invents a person. */
export function personName(random: Random): string {
  return `${random.pick(givenNames)} ${random.pick(familyNames)}`;
}

/** Invents the name of a podcast and says what it is about. */
export function showName(random: Random): { readonly name: string; readonly subject: string } {
  const subject = random.pick(subjects);
  const name = random.pick([
    `The ${random.pick(qualities)} ${random.pick(things)}`,
    `${random.pick(givenNames)} on ${subject}`,
    `Letters from ${random.pick(places)}`,
    `The ${random.pick(things)} Hour`,
  ]);
  return { name, subject };
}

/** Gives the later holders of a name a numeral, so that no two things of a kind are called the same. */
export function createNamer(): (name: string) => string {
  const used = new Map<string, number>();
  return (name) => {
    const count = used.get(name) ?? 0;
    used.set(name, count + 1);
    return count === 0 ? name : `${name}${numerals[count] ?? ` ${count + 1}`}`;
  };
}

/** Names artists, no two alike: whoever would have a name that is taken gets one of rarer parts, and only then a numeral. */
export function createArtistNamer(): (random: Random, index: number) => string {
  const used = new Set<string>();
  const numbered = createNamer();
  return (random, index) => {
    const usual = artistName(random, index);
    let name = usual;
    // The first names of a world stay as they are, numerals and all; a larger world has larger families.
    if (index >= sizes.small.artists && used.has(name)) {
      const coined = createRandom(index, 'coined');
      for (let attempt = 0; attempt < attempts && used.has(name); attempt += 1) name = coinedName(coined);
    }
    used.add(name);
    return numbered(name);
  };
}

function coinedName(random: Random): string {
  const [script, firsts, seconds] = random.pick(scripts);
  if (random.chance(0.12)) return [random.pick(firsts), random.pick(seconds)].join(script);
  const family = `${random.pick(familyBeginnings)}${random.pick(familyEndings)}`;
  const given = random.pick(givenNames);
  return (random.chance(0.3) ? [given, `${random.pick(initials)}.`, family] : [given, family]).join(' ');
}
