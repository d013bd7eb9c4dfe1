import type { Quirks } from '../options.js';
import type { ProfileRules } from '../profile.js';
import type { User } from '../world/user.js';

/** How things look to one caller: what is left out, where links lead, what can be played. */
export interface View {
  readonly origin: string;
  readonly rules: ProfileRules;
  readonly quirks: Quirks;
  /** The moment of the call, in milliseconds since 1970. */
  readonly now: number;
  /** The country that decides what is playable: the user's own, else the one asked for. */
  readonly market: string | undefined;
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

/** Whether something can be played, said only when there is a market to judge by. */
export function playability(view: View, markets: readonly string[]): object {
  if (view.market === undefined) return {};
  return markets.includes(view.market)
    ? { is_playable: true }
    : { is_playable: false, restrictions: { reason: 'market' } };
}
