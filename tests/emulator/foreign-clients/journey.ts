import type { SpotifyEmulator } from '@tonearm/spotify-emulator';

/** What a client that somebody else wrote has to get done, in this order. */
export const steps = [
  'sign in as the app',
  'refresh a token',
  'read the profile',
  'search',
  'read an album and its tracks',
  'read several tracks at once',
  'read the top tracks of an artist',
  'get recommendations',
  'save a track and look whether it is saved',
  'make a playlist, fill it, read it, empty it',
  'play, look, skip and pause',
  'read what was played',
] as const;

/** One thing to get done. */
export type Step = (typeof steps)[number];

/** Where a client finds itself: an emulator, its address, and tokens of the listener. */
export interface Stage {
  readonly emulator: SpotifyEmulator;
  /** Where it listens. */
  readonly url: string;
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** A client that somebody else wrote: what it does for each step. A step that it has no function for is left out. */
export interface ForeignClient {
  readonly name: string;
  readonly version: string;
  /** Makes ready what all steps need; answers what to undo afterwards. */
  prepare(stage: Stage): { readonly steps: Readonly<Partial<Record<Step, () => Promise<void>>>>; undo?(): void };
}

/** The first of some things, which a step relies on. */
export function first<T>(things: readonly T[] | undefined): T {
  const [thing] = things ?? [];
  if (thing === undefined) throw new Error('there is nothing here');
  return thing;
}

/** Fails a step that did not do what it promised. */
export function ensure(isSo: boolean, what: string): void {
  if (!isSo) throw new Error(`not so: ${what}`);
}
