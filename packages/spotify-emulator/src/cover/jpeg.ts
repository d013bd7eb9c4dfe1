import { type Bits, categoryOf, createBits } from './bits.js';
import { codeOfPair, headers } from './jpeg-headers.js';
import type { Colour } from './png.js';

const side = 8;
const dots = side * side;
/** How coarsely a frequency is kept: finely enough for flat colours and hard edges. */
const step = 6;
/** From the corner of the low frequencies to that of the high ones, as JPEG writes a block. */
const zigzag = zigzagOrder();
const cosines = Float64Array.from({ length: dots }, (_, place) => {
  const [frequency, dot] = [Math.floor(place / side), place % side];
  const scale = frequency === 0 ? Math.SQRT1_2 : 1;
  return (scale / 2) * Math.cos(((2 * dot + 1) * frequency * Math.PI) / (2 * side));
});
/** A square picture as a baseline JPEG in full colour, of one colour for each dot. */
export function jpeg(size: number, colourAt: (x: number, y: number) => Colour): Uint8Array {
  const bits = createBits();
  const previous = [0, 0, 0];
  const planes = [0, 1, 2].map(() => new Float64Array(dots));
  for (let top = 0; top < size; top += side) {
    for (let left = 0; left < size; left += side) {
      fillPlanes(planes, (x, y) => colourAt(Math.min(left + x, size - 1), Math.min(top + y, size - 1)));
      for (const [component, plane] of planes.entries()) {
        previous[component] = writeBlock(bits, frequencies(plane), previous[component] ?? 0);
      }
    }
  }
  return Buffer.concat([headers(size, step), bits.finish(), Buffer.from([0xff, 0xd9])]);
}

/** Brightness and two differences of colour, around zero. */
function fillPlanes(planes: readonly Float64Array[], colourAt: (x: number, y: number) => Colour): void {
  const [luma, blue, red] = planes;
  if (!luma || !blue || !red) return;
  for (let dot = 0; dot < dots; dot += 1) {
    const [r, g, b] = colourAt(dot % side, Math.floor(dot / side));
    luma[dot] = 0.299 * r + 0.587 * g + 0.114 * b - 128;
    blue[dot] = -0.168736 * r - 0.331264 * g + 0.5 * b;
    red[dot] = 0.5 * r - 0.418688 * g - 0.081312 * b;
  }
}

/** The cosine transform of a block, rounded to steps, in zigzag order. */
function frequencies(plane: Float64Array): Int32Array {
  const [first = 0] = plane;
  // Most blocks of a drawing are of one colour.
  if (plane.every((value) => value === first)) return Int32Array.of(Math.round((first * side) / step));
  const rows = transform(plane, 1, side);
  const both = transform(rows, side, 1);
  return Int32Array.from(zigzag, (place) => Math.round((both[place] ?? 0) / step));
}

/** Transforms eight lines of a block: `along` is the way from dot to dot, `across` that from line to line. */
function transform(values: Float64Array, along: number, across: number): Float64Array {
  const transformed = new Float64Array(dots);
  for (let line = 0; line < side; line += 1) {
    for (let frequency = 0; frequency < side; frequency += 1) {
      let sum = 0;
      for (let dot = 0; dot < side; dot += 1) {
        sum += (values[line * across + dot * along] ?? 0) * (cosines[frequency * side + dot] ?? 0);
      }
      transformed[line * across + frequency * along] = sum;
    }
  }
  return transformed;
}

/** Writes a block as differences and runs of zeros, and answers its mean for the next one. */
function writeBlock(bits: Bits, values: Int32Array, previous: number): number {
  const [mean = 0] = values;
  const difference = mean - previous;
  bits.write(categoryOf(difference), 4);
  bits.writeValue(difference);
  let zeros = 0;
  for (const value of values.subarray(1)) {
    if (value === 0) {
      zeros += 1;
      continue;
    }
    for (; zeros > 15; zeros -= 16) bits.write(codeOfPair.get(0xf0) ?? 0, 8);
    bits.write(codeOfPair.get(zeros * 16 + categoryOf(value)) ?? 0, 8);
    bits.writeValue(value);
    zeros = 0;
  }
  if (zeros > 0 || values.length < dots) bits.write(codeOfPair.get(0x00) ?? 0, 8);
  return mean;
}

function zigzagOrder(): readonly number[] {
  const places = Array.from({ length: dots }, (_, place) => place);
  const diagonal = (place: number): number => Math.floor(place / side) + (place % side);
  // Along each diagonal, now up and now down.
  const along = (place: number): number => (diagonal(place) % 2 === 0 ? place % side : Math.floor(place / side));
  return places.sort((one, other) => diagonal(one) - diagonal(other) || along(one) - along(other));
}
