import type { Outcome } from '../http/handle.js';
import type { IncomingRequest } from '../http/reply.js';

/** Answers a request; the signal says that nobody waits any more. */
export type Handler = (request: IncomingRequest, signal?: AbortSignal) => Promise<Outcome>;
