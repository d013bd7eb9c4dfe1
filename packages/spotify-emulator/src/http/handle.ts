import { type Controlled, control } from '../control/routes.js';
import type { FaultRule } from '../faults/faults.js';
import { faultReply, spoil } from '../faults/spoil.js';
import { authorize } from '../oauth/authorize.js';
import { tokenEndpoint } from '../oauth/token-endpoint.js';
import type { TokenStore } from '../oauth/token-store.js';
import type { Quirks } from '../options.js';
import type { ProfileRules } from '../profile.js';
import { cover } from './cover.js';
import { journalBody, journalQuery } from './journal-text.js';
import { Problem } from './problem.js';
import { empty, errorReply, type IncomingRequest, type Reply } from './reply.js';
import type { Match, Router } from './router.js';
import { callRoute } from './web-api.js';

/** Everything that answering needs. */
export interface Services extends Controlled {
  readonly tokens: TokenStore;
  readonly router: Router;
  readonly rules: ProfileRules;
  readonly quirks: Quirks;
  readonly autoApprove: boolean;
}

/** An answer, or a connection that is cut instead. */
export type Outcome = Reply | 'cut';

/** What a request turned out to be. */
interface Handled {
  readonly operation: string | undefined;
  readonly match: Match | undefined;
  user: string | undefined;
  error: string | undefined;
}

const accountOperations: Readonly<Record<string, string>> = {
  'GET /authorize': 'authorize',
  'POST /api/token': 'token',
};
const corsHeaders = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, POST, OPTIONS, PUT, DELETE, PATCH',
  'access-control-allow-headers': 'Accept, App-Platform, Authorization, Content-Type, Origin, Retry-After',
  'access-control-max-age': '604800',
};

/** Answers a request: controls first, then faults, then the accounts service and the Web API. Never throws. */
export async function handle(request: IncomingRequest, services: Services, signal?: AbortSignal): Promise<Outcome> {
  if (request.path.startsWith('/__emulator/')) return guarded(() => control(request, services)).reply;
  if (request.path.startsWith('/image/')) return guarded(() => cover(request, services.world)).reply;
  const { path, method } = request;
  const match = path.startsWith('/v1/') ? services.router(method, path.slice(3)) : undefined;
  const operation = match?.route.operation ?? accountOperations[`${method} ${path}`];
  const handled: Handled = { operation, match, user: undefined, error: undefined };
  const at = services.clock.now();
  const rule = services.faults.take({ method, path, operation, template: match?.route.path });
  if (rule?.delayMs !== undefined) await wait(rule.delayMs, signal);
  const outcome = rule?.networkError ? 'cut' : answer(request, services, handled, rule);
  services.journal.record({
    at,
    method,
    path,
    query: journalQuery(request.query),
    body: journalBody(request),
    status: outcome === 'cut' ? 0 : outcome.status,
    user: handled.user,
    operation,
    ...(handled.error === undefined ? {} : { error: handled.error }),
  });
  return outcome;
}

function answer(request: IncomingRequest, services: Services, handled: Handled, rule: FaultRule | undefined): Reply {
  const replaced = rule && faultReply(rule);
  const { reply, error } = replaced
    ? { reply: replaced, error: undefined }
    : guarded(() => carryOut(request, services, handled));
  handled.error = error;
  const open = isOpenToPages(request.path) ? { ...reply, headers: { ...reply.headers, ...corsHeaders } } : reply;
  return rule ? spoil(open, rule) : open;
}

function carryOut(request: IncomingRequest, services: Services, handled: Handled): Reply {
  if (handled.operation === 'authorize') return authorize(request, { ...services, users: services.world.users });
  if (request.method === 'OPTIONS' && isOpenToPages(request.path)) return empty(204);
  if (handled.operation === 'token')
    return tokenEndpoint(request, services.tokens, services.quirks.rotateRefreshTokens ?? false);
  if (!request.path.startsWith('/v1/')) return errorReply(404, 'Not found.');
  return callRoute(request, services, handled.match, (user) => {
    handled.user = user;
  });
}

/** Pages may call the Web API and, with PKCE, the token endpoint. */
function isOpenToPages(path: string): boolean {
  return path.startsWith('/v1/') || path === '/api/token';
}

/** Whatever a route throws becomes an answer: what Spotify would refuse as such, a mistake of ours as a 500. */
function guarded(run: () => Reply): { readonly reply: Reply; readonly error: string | undefined } {
  try {
    return { reply: run(), error: undefined };
  } catch (error) {
    if (error instanceof Problem) {
      return { reply: errorReply(error.status, error.message, error.reason, error.headers), error: undefined };
    }
    return {
      reply: errorReply(500, 'Server error.'),
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    };
  }
}

function wait(durationMs: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const timer = setTimeout(resolve, durationMs);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
