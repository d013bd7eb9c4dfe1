import type { Random } from './random.ts';

/** Ids that try to lead a request somewhere else, to break out of a line, or to reach into objects. */
export const hostileIds: readonly string[] = [
  '../../me',
  '..%2f..%2fme',
  '%2e%2e/%2e%2e/me/player/pause',
  '6FvCEbWpGFE2vEwky9Ni2m/../../me',
  '6FvCEbWpGFE2vEwky9Ni2m?market=SE&ids=x',
  '6FvCEbWpGFE2vEwky9Ni2m#fragment',
  '6FvCEbWpGFE2vEwky9Ni2m/tracks',
  'spotify:album:../../me',
  'spotify:album:6FvCEbWpGFE2vEwky9Ni2m:../me',
  'spotify:__proto__:6FvCEbWpGFE2vEwky9Ni2m',
  'https://open.spotify.com/album/../../me',
  'https://open.spotify.com@evil.example/album/6FvCEbWpGFE2vEwky9Ni2m',
  'http://127.0.0.1:1/v1/me',
  'file:///etc/passwd',
  'name\r\nHost: evil.example',
  'name\n{"jsonrpc":"2.0","id":1,"result":{}}',
  '\u0000\u001b[2J',
  '\ud800',
  '‮desrever',
  '__proto__',
  'constructor',
  '{{7*7}}',
  "'; DROP TABLE albums; --",
  'x'.repeat(501),
  '',
  ' ',
];

/** Any JSON value, now and then a hostile one. */
export function anyValue(random: Random, depth = 0): unknown {
  const kinds = depth > 3 ? 7 : 10;
  switch (random.below(kinds)) {
    case 0:
      return null;
    case 1:
      return random.below(2) === 0;
    case 2:
      return random.pick([0, -1, 1.5, 2 ** 53, -(2 ** 63), 1e308, random.below(1000)]);
    case 3:
    case 4:
      return random.pick(hostileIds);
    case 5:
      return random.pick(['track', 'album', 'SE', '6FvCEbWpGFE2vEwky9Ni2m', 'night']);
    case 6:
      return 'ab\u0301\u{1f3b6}'.repeat(random.below(20));
    case 7:
      return Array.from({ length: random.below(5) }, () => anyValue(random, depth + 1));
    case 8:
      return deep(random.below(200));
    default:
      return Object.fromEntries(
        Array.from({ length: random.below(5) }, () => [
          random.pick(['ids', 'q', 'album', 'items', '__proto__', 'constructor', 'toString', '', 'limit', 'playlist']),
          anyValue(random, depth + 1),
        ]),
      );
  }
}

function deep(levels: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < levels; level += 1) value = level % 2 === 0 ? [value] : { deeper: value };
  return value;
}
