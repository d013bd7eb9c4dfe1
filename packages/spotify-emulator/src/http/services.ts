import type { Controlled } from '../control/control.js';
import type { TokenStore } from '../oauth/token-store.js';
import type { Quirks } from '../options.js';
import type { ProfileRules } from '../profile.js';
import type { Past } from '../world/past.js';
import type { Route } from './route.js';
import type { Router } from './router.js';

/** Everything that answering needs. */
export interface Services extends Controlled {
  readonly tokens: TokenStore;
  readonly router: Router;
  readonly routes: readonly Route[];
  /** The names of all operations, those of the accounts service too. */
  readonly operations: ReadonlySet<string>;
  readonly past: Past;
  readonly rules: ProfileRules;
  readonly quirks: Quirks;
  readonly autoApprove: boolean;
}
