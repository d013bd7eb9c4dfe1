import { type PlayerReason, refusalOf } from './player-reason.js';
import { type Reply, text } from './reply.js';

/** An answer that is an error; routes throw it and the pipeline turns it into a reply. */
export class Problem extends Error {
  readonly status: number;
  readonly reason: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  /** The whole answer, where it is not the usual JSON. */
  readonly body: Reply | undefined;

  constructor(
    status: number,
    message: string,
    reason?: string,
    headers: Readonly<Record<string, string>> = {},
    body?: Reply,
  ) {
    super(message);
    this.name = 'Problem';
    this.status = status;
    this.reason = reason;
    this.headers = headers;
    this.body = body;
  }
}

/** Spotify did not understand the request. */
export function badRequest(message: string): Problem {
  return new Problem(400, message);
}

/** There is no such thing. */
export function notFound(message = 'Resource not found'): Problem {
  return new Problem(404, message);
}

/** The app or the user may not do this. */
export function forbidden(message = 'Forbidden'): Problem {
  return new Problem(403, message);
}

/** The app or the user may not do this, said in plain text instead of JSON. */
export function forbiddenText(message: string): Problem {
  return new Problem(403, message, undefined, {}, text(message, 403));
}

/** A player command that Spotify refuses. */
export function playerProblem(reason: PlayerReason): Problem {
  const { status, message } = refusalOf(reason);
  return new Problem(status, message, reason);
}
