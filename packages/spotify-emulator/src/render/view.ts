import type { Quirks } from '../options.js';
import type { ProfileRules } from '../profile.js';
import type { Catalogue } from '../world/models.js';
import { type Playability, restrictionOf } from '../world/restriction.js';
import type { User } from '../world/user.js';

/** How things look to one caller: what is left out, where links lead, what can be played. */
export interface View {
  readonly origin: string;
  readonly rules: ProfileRules;
  readonly quirks: Quirks;
  /** The moment of the call, in milliseconds since 1970. */
  readonly now: number;
  /** The country that decides what is sold: the user's own, else the one asked for. */
  readonly market: string | undefined;
  /** The same, only for callers who asked with a `market`: they are told what can be played there, and the others where it is sold. */
  readonly askedMarket: string | undefined;
  /** Where other releases of a recording are found. */
  readonly catalogue: Catalogue;
  readonly user: User | undefined;
  readonly scopes: ReadonlySet<string>;
  /** Whether the caller said that it understands episodes. */
  readonly knowsEpisodes: boolean;
}

/** Fields that Development Mode apps no longer get. */
export function removed<T extends object>(view: View, fields: T): T | Record<string, never> {
  return view.rules.hasOldFields ? fields : {};
}

/** The links every object of the Web API carries. */
export function links(view: View, kind: string, id: string): { href: string; external_urls: { spotify: string } } {
  return {
    href: `${view.origin}/v1/${kind}s/${id}`,
    external_urls: { spotify: `https://open.spotify.com/${kind}/${id}` },
  };
}

/** An image as the Web API describes it. */
export interface Image {
  readonly url: string;
  readonly height: number | null;
  readonly width: number | null;
}

const coverSizes = [640, 300, 64] as const;

/** Covers in the usual sizes; the emulator draws them when somebody fetches one. */
export function covers(view: View, id: string): readonly Image[] {
  return coverSizes.map((size) => ({ url: `${view.origin}/image/${id}-${size}`, height: size, width: size }));
}

/** Whether something can be played, told to who named a market to judge by; a restriction is told to everybody. */
export function playability(view: View, thing: Playability): object {
  const reason = restrictionOf(thing, view.askedMarket, view.user);
  if (reason !== undefined) return { is_playable: false, restrictions: { reason } };
  return view.askedMarket === undefined ? {} : { is_playable: true };
}
