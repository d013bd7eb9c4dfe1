import type { Pretence } from '../faults/rule.js';
import type { AccessToken } from '../oauth/token-store.js';
import type { View } from '../render/view.js';
import type { User } from '../world/user.js';
import { listQuery } from './inputs.js';
import { badRequest, forbidden, playerProblem } from './problem.js';
import type { IncomingRequest, Reply } from './reply.js';
import type { Route } from './route.js';
import type { Match } from './router.js';
import type { Services } from './services.js';

/** A request that found its route and showed a good token. */
export interface Admitted {
  readonly request: IncomingRequest;
  readonly match: Match;
  readonly token: AccessToken;
  /** What it is treated as, whatever the world is like. */
  readonly pretends: ReadonlySet<Pretence> | undefined;
}

/** Runs a Web API operation for whoever may call it. */
export function callRoute({ request, match, token, pretends }: Admitted, services: Services): Reply {
  const user = token.user === undefined ? undefined : personOf(token.user, services, pretends);
  checkAccess(match.route, services, token, user);
  const { world, clock, rules, quirks } = services;
  return match.route.handle({
    request,
    parameters: match.parameters,
    query: request.query,
    world,
    clock,
    rules,
    quirks,
    scopes: token.scopes,
    user,
    view: viewOf(request, services, token, user),
  });
}

function personOf(id: string, { world }: Services, pretends: ReadonlySet<Pretence> | undefined): User | undefined {
  const user = world.users.get(id);
  if (user && pretends?.has('no-device')) for (const device of user.devices) device.is_active = false;
  return user && pretends?.has('free-account') ? { ...user, product: 'free' } : user;
}

function checkAccess(route: Route, { rules }: Services, token: AccessToken, user: User | undefined): void {
  if (!rules.opens.includes(route.access ?? 'everyone')) throw forbidden();
  const hasScope = route.scopes?.some((scope) => token.scopes.has(scope)) ?? true;
  if ((route.audience === 'user' && !user) || !hasScope) throw forbidden('Insufficient client scope');
  if (route.premium && user?.product !== 'premium') throw playerProblem('PREMIUM_REQUIRED');
}

/** The user's own country decides before the market asked for. */
function viewOf(
  request: IncomingRequest,
  { rules, quirks, clock, world }: Services,
  token: AccessToken,
  user: User | undefined,
): View {
  const asked = request.query.get('market') ?? undefined;
  if (asked === 'from_token' && !user) throw forbidden('Insufficient client scope');
  if (asked !== undefined && asked !== 'from_token' && !/^[A-Za-z]{2}$/.test(asked))
    throw badRequest('Invalid market code');
  const market = user?.country ?? asked?.toUpperCase();
  return {
    origin: request.origin,
    rules,
    quirks,
    now: clock.now(),
    market,
    askedMarket: asked === undefined ? undefined : market,
    catalogue: world.catalogue,
    user,
    scopes: token.scopes,
    knowsEpisodes: listQuery(request.query, 'additional_types')?.includes('episode') ?? false,
  };
}
