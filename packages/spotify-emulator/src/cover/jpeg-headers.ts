const dots = 64;
const largestCategory = 11;
/** How many zeros stand before a value, and how many bits the value has: every pair that can occur, each with a code of eight bits. */
const pairs: readonly number[] = [
  0x00,
  0xf0,
  ...Array.from({ length: 16 }, (_, zeros) => Array.from({ length: 10 }, (_, size) => zeros * 16 + size + 1)).flat(),
];

/** The code of eight bits for so many zeros, times sixteen, and a value of so many bits. */
export const codeOfPair: ReadonlyMap<number, number> = new Map(pairs.map((pair, code) => [pair, code]));

/** All that stands before the picture: how large it is, how coarse, and what its codes mean. */
export function headers(size: number, step: number): Uint8Array {
  const categories = Array.from({ length: largestCategory + 1 }, (_, category) => category);
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe0, [...Buffer.from('JFIF\0'), 1, 1, 0, 0, 1, 0, 1, 0, 0]),
    segment(0xdb, [0, ...Array.from({ length: dots }, () => step)]),
    segment(0xc0, [8, size >> 8, size & 0xff, size >> 8, size & 0xff, 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0]),
    segment(0xc4, [0x00, ...codeTable(4, categories)]),
    segment(0xc4, [0x10, ...codeTable(8, pairs)]),
    segment(0xda, [3, 1, 0, 2, 0, 3, 0, 0, 63, 0]),
  ]);
}

function segment(marker: number, data: readonly number[]): Uint8Array {
  const length = data.length + 2;
  return Buffer.from([0xff, marker, length >> 8, length & 0xff, ...data]);
}

/** A code table in which all codes are equally long: nothing is gained by more for pictures as small as these. */
function codeTable(length: number, symbols: readonly number[]): readonly number[] {
  return [...Array.from({ length: 16 }, (_, bits) => (bits + 1 === length ? symbols.length : 0)), ...symbols];
}
