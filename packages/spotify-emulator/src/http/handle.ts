import { control } from '../control/routes.js';
import { cover } from '../cover/cover.js';
import { writableRule } from '../faults/check-rule.js';
import { faultHeader, readFaultHeader } from '../faults/header.js';
import type { Fault } from '../faults/merge.js';
import { nearMiss } from '../journal/hint.js';
import { shownBody, shownQuery } from '../journal/shown.js';
import { presentedToken } from '../oauth/bearer.js';
import { answer, type Handled } from './answer.js';
import { guarded, guardedLater } from './guarded.js';
import { errorReply, type IncomingRequest, type Reply, redirect } from './reply.js';
import type { Services } from './services.js';
import { sleep } from './sleep.js';

/** An answer; or a connection that is cut, or left open without one. */
export type Outcome = Reply | 'cut' | 'hang';

const accountOperations: Readonly<Record<string, string>> = {
  'GET /authorize': 'authorize',
  'POST /api/token': 'token',
};

/** Answers a request: controls first, then faults, then the accounts service and the Web API. Never throws. */
export async function handle(request: IncomingRequest, services: Services, signal?: AbortSignal): Promise<Outcome> {
  // Whoever opens the address of an emulator in a browser wants to see something.
  if (request.path === '/' || request.path === '/__emulator') return redirect('/__emulator/');
  if (request.path.startsWith('/__emulator/')) return guardedLater(() => control(request, services, signal));
  if (request.path.startsWith('/image/')) return guarded(() => cover(request, services.world)).reply;
  const startedAt = performance.now();
  const { path, method } = request;
  const match = path.startsWith('/v1/') ? services.router(method, path.slice(3)) : undefined;
  const operation = match?.route.operation ?? accountOperations[`${method} ${path}`];
  const user = presentedToken(request.header('authorization'), services.tokens)?.user;
  const handled: Handled = { operation, match, user, error: undefined, limited: undefined };
  const at = services.clock.now();
  const { fault, refusal } = takeFault(request, services, handled);
  if (fault && fault.delayMs > 0) await sleep(fault.delayMs, signal);
  const needed = match?.route.needs?.(services.world.catalogue, request);
  if (needed && !needed.isMade) await needed.prepare();
  const outcome = refusal ?? outcomeOf(request, services, handled, fault);
  const reply = typeof outcome === 'string' ? undefined : outcome;
  const { origin, headers: requestHeaders } = request;
  services.journal.record(
    {
      at,
      method,
      path,
      query: shownQuery(request.query),
      body: shownBody(request),
      status: reply?.status ?? 0,
      user: handled.user,
      operation,
      ...(reply && reply.status >= 400 ? failureOf(reply) : {}),
      ...(operation === undefined && method !== 'OPTIONS' ? hintFor(method, path, services) : {}),
      ...(fault === undefined ? {} : { fault: writableRule(fault.rule) }),
      ...(handled.limited === undefined ? {} : { limited: handled.limited }),
      ...(handled.error === undefined ? {} : { error: handled.error }),
    },
    { origin, requestHeaders, reply, durationMs: performance.now() - startedAt },
  );
  return outcome;
}

/** What the rules, and the request's own header, make of it; a header that nobody understands is refused. */
function takeFault(
  request: IncomingRequest,
  { faults, operations }: Services,
  { operation, match, user }: Handled,
): { readonly fault?: Fault | undefined; readonly refusal?: Reply } {
  const { path, method } = request;
  const written = request.header(faultHeader);
  const target = { method, path, operation, template: match?.route.path, user };
  if (written === undefined) return { fault: faults.take(target) };
  let own: ReturnType<typeof readFaultHeader> = [];
  const { reply } = guarded(() => {
    own = readFaultHeader(written, operations);
    return errorReply(400, 'Bad request');
  });
  return own.length > 0 ? { fault: faults.take(target, own) } : { refusal: reply };
}

function failureOf({ headers, body }: Reply): { message?: string; retryAfterSeconds?: number } {
  const written = headers['retry-after'];
  const message = messageIn(String(body));
  return {
    ...(message === undefined ? {} : { message }),
    ...(written === undefined ? {} : { retryAfterSeconds: Number(written) }),
  };
}

function messageIn(body: string): string | undefined {
  return /^\{"error":\{"status":\d+,"message":("(?:[^"\\]|\\.)*")/.exec(body)?.[1]?.slice(1, -1);
}

function hintFor(method: string, path: string, { routes }: Services): { hint?: string } {
  const hint = path.startsWith('/v1/') ? nearMiss(method, path.slice(3), routes) : undefined;
  return hint === undefined ? {} : { hint };
}

function outcomeOf(request: IncomingRequest, services: Services, handled: Handled, fault: Fault | undefined): Outcome {
  if (request.isBodyTooLarge) return errorReply(413, 'Request entity too large', undefined, { connection: 'close' });
  const { reset, hang } = fault?.rule ?? {};
  if (reset === 'before') return 'cut';
  if (hang) return 'hang';
  const reply = answer(request, services, handled, fault);
  return reset === 'after' ? 'cut' : reply;
}
