import type { Fault } from '../faults/merge.js';
import { faultReply, spoil } from '../faults/spoil.js';
import type { LimitKind } from '../limits/counts.js';
import { refusalReply } from '../limits/refusal.js';
import { checkApp } from '../oauth/app.js';
import { authorize } from '../oauth/authorize.js';
import { bearerToken } from '../oauth/bearer.js';
import { tokenEndpoint } from '../oauth/token-endpoint.js';
import { guarded } from './guarded.js';
import { httpDate } from './http-date.js';
import { notFound } from './problem.js';
import { empty, errorReply, type IncomingRequest, type Reply } from './reply.js';
import type { Match } from './router.js';
import type { Services } from './services.js';
import { callRoute } from './web-api.js';

/** What a request turned out to be. */
export interface Handled {
  readonly operation: string | undefined;
  readonly match: Match | undefined;
  user: string | undefined;
  error: string | undefined;
  /** Which limit refused it. */
  limited: LimitKind | undefined;
}

const corsHeaders = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, POST, OPTIONS, PUT, DELETE, PATCH',
  'access-control-allow-headers':
    'Accept, App-Platform, Authorization, Content-Type, Origin, Retry-After, X-Emulator-Fault',
  'access-control-max-age': '604800',
};

/** The answer to a request, as a fault may have changed it. */
export function answer(
  request: IncomingRequest,
  services: Services,
  handled: Handled,
  fault: Fault | undefined,
): Reply {
  const replaced = fault && faultReply(fault);
  const { reply, error } = replaced
    ? { reply: replaced, error: undefined }
    : guarded(() => carryOut(request, services, handled, fault));
  handled.error = error;
  const now = services.clock.now();
  const isOpen = isOpenToPages(request.path) && !reply.isClosedToPages;
  const headers = { ...reply.headers, date: httpDate(now), ...(isOpen ? corsHeaders : {}) };
  const whole = { ...reply, headers };
  return fault ? spoil(whole, fault, now) : whole;
}

function carryOut(request: IncomingRequest, services: Services, handled: Handled, fault: Fault | undefined): Reply {
  const { operation, match } = handled;
  if (operation === 'authorize') return authorize(request, { ...services, users: services.world.users });
  if (request.method === 'OPTIONS' && isOpenToPages(request.path)) return empty(204);
  if (operation === 'token')
    return tokenEndpoint(request, services.tokens, services.quirks.rotateRefreshTokens ?? false);
  if (!request.path.startsWith('/v1/')) return errorReply(404, 'Not found.');
  handled.user = undefined;
  const { tokens, clock, quirks } = services;
  const token = bearerToken(request.header('authorization'), {
    ...{ tokens, clock, saysWhy: quirks.oldUnauthorizedMessages ?? false },
    expires: fault?.expires,
  });
  handled.user = token.user;
  if (services.rules.isDevelopment) checkApp(services.app, token.user);
  if (!match) throw notFound('Not found.');
  const { limits, rules } = services;
  const { operation: asked, path: template } = match.route;
  const refusal = limits.check({ operation: asked, template, user: token.user, countsQuota: rules.isDevelopment });
  if (refusal) {
    handled.limited = refusal.kind;
    return refusalReply(refusal, limits.options().refusal);
  }
  const { past, faults } = services;
  const run = (): Reply => callRoute({ request, match, token, pretends: fault?.pretends }, services);
  if (request.method !== 'GET') {
    if (faults.looksBack()) past.remember();
    return run();
  }
  return fault?.rule.staleMs === undefined ? run() : past.visit(fault.rule.staleMs, run);
}

/** Pages may call the Web API and, with PKCE, the token endpoint. */
function isOpenToPages(path: string): boolean {
  return path.startsWith('/v1/') || path === '/api/token';
}
