const prefix = 'spotify:ad:';

/** Whether a URI is that of an advertisement. */
export function isAdvertisement(uri: string | null): boolean {
  return uri?.startsWith(prefix) ?? false;
}

/** What free users hear between tracks. */
export const advertisement: string = `${prefix}between-tracks`;

/** Counts tracks until an advertisement is due. */
export class Advertisements {
  readonly #after: () => number | undefined;
  heard = 0;

  /** `after` says how many tracks are heard before each; undefined for whoever hears none. */
  constructor(after: () => number | undefined) {
    this.#after = after;
  }

  /** Counts what was heard, and tells whether an advertisement follows; none follows another. */
  isDueAfter(item: string | null): boolean {
    const after = this.#after();
    if (after === undefined || isAdvertisement(item)) return false;
    this.heard = (this.heard + 1) % after;
    return this.heard === 0;
  }
}
