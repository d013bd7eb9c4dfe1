import { findPlayable } from './catalogue.js';
import type { Catalogue, Track } from './models.js';
import { soldInstead } from './recordings.js';
import type { User } from './user.js';

/** What decides whether something can be played. */
export interface Playability {
  readonly markets: readonly string[];
  readonly explicit: boolean;
  readonly isPremiumOnly: boolean;
}

/** Why a user cannot play something. */
export type Restriction = 'market' | 'product' | 'explicit' | 'payment_required';

type Listener = Pick<User, 'product' | 'explicit_content'>;

/** Why somebody in a market cannot play something; undefined when they can, as far as one knows. */
export function restrictionOf(
  { markets, explicit, isPremiumOnly }: Playability,
  market: string | undefined,
  user: Listener | undefined,
): Restriction | undefined {
  if (market !== undefined && !markets.includes(market)) return 'market';
  if (isPremiumOnly && user?.product === 'free') return 'product';
  return explicit && user?.explicit_content.filter_enabled ? 'explicit' : undefined;
}

/** The same of an episode or a chapter; chapters have to be paid for. */
export function spokenRestrictionOf(
  part: Omit<Playability, 'isPremiumOnly'> & { readonly type: 'episode' | 'chapter' },
  market: string | undefined,
  user: Listener | undefined,
): Restriction | undefined {
  const reason = restrictionOf({ ...part, isPremiumOnly: false }, market, user);
  return reason ?? (part.type === 'chapter' && user?.product === 'free' ? 'payment_required' : undefined);
}

/** What decides of a track. */
export function playabilityOf({ markets, explicit, album }: Track): Playability {
  return { markets, explicit, isPremiumOnly: album.isPremiumOnly };
}

/** Whether a user may hear what a URI stands for; a track also in another release, where theirs is not sold. */
export function mayHear(catalogue: Catalogue, user: Listener & Pick<User, 'country'>, uri: string): boolean {
  const item = findPlayable(catalogue, uri);
  if (!item) return false;
  if (item.type !== 'track') return spokenRestrictionOf(item, user.country, user) === undefined;
  const heard = soldInstead(catalogue, item, user.country) ?? item;
  return restrictionOf(playabilityOf(heard), user.country, user) === undefined;
}
