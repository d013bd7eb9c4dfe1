/** How large a world is: some six thousand, a hundred thousand or a million tracks. */
export type Scale = 'small' | 'medium' | 'large';

/** How many of each a world has; albums and tracks follow from the artists. */
export interface Size {
  readonly artists: number;
  readonly shows: number;
  readonly audiobooks: number;
}

/** The sizes by name. */
export const sizes: { readonly [Name in Scale]: Size } = {
  small: { artists: 240, shows: 48, audiobooks: 24 },
  medium: { artists: 4_000, shows: 120, audiobooks: 60 },
  large: { artists: 40_000, shows: 300, audiobooks: 150 },
};

/** Whether a text names a size. */
export function isScale(written: string): written is Scale {
  return Object.hasOwn(sizes, written);
}
