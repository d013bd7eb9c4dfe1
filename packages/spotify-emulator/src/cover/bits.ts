/** Bits that become the bytes of a JPEG. */
export interface Bits {
  write(value: number, length: number): void;
  /** A value in as many bits as it has; of a negative one, the bits of the positive one turned around. */
  writeValue(value: number): void;
  /** The bytes, the last one filled up. */
  finish(): Uint8Array;
}

/** Begins with none. */
export function createBits(): Bits {
  const bytes: number[] = [];
  let kept = 0;
  let count = 0;
  const write = (value: number, length: number): void => {
    kept = (kept << length) | value;
    count += length;
    while (count >= 8) {
      count -= 8;
      const byte = (kept >>> count) & 0xff;
      bytes.push(byte);
      // A marker begins with this byte, so within a picture a zero has to follow it.
      if (byte === 0xff) bytes.push(0);
    }
    kept &= (1 << count) - 1;
  };
  return {
    write,
    writeValue: (value) => {
      const length = categoryOf(value);
      if (length > 0) write(value > 0 ? value : value + (1 << length) - 1, length);
    },
    finish: () => {
      if (count > 0) write((1 << (8 - count)) - 1, 8 - count);
      return Uint8Array.from(bytes);
    },
  };
}

/** How many bits a value has. */
export function categoryOf(value: number): number {
  return 32 - Math.clz32(Math.abs(value));
}
