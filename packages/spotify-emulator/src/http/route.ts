import type { Clock } from '../clock.js';
import type { Quirks } from '../options.js';
import type { Access, ProfileRules } from '../profile.js';
import type { View } from '../render/view.js';
import type { Gradual } from '../world/gradual.js';
import type { Catalogue } from '../world/models.js';
import type { User } from '../world/user.js';
import type { World } from '../world/world.js';
import type { IncomingRequest, Reply } from './reply.js';

/** What a route gets to work with. */
export interface Call {
  readonly request: IncomingRequest;
  /** Values of the placeholders of the path, decoded. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly world: World;
  readonly clock: Clock;
  readonly rules: ProfileRules;
  readonly quirks: Quirks;
  readonly scopes: ReadonlySet<string>;
  /** Nobody with a client credentials token. */
  readonly user: User | undefined;
  /** How things look to this caller. */
  readonly view: View;
}

/** A call by a person. */
export interface UserCall extends Call {
  readonly user: User;
}

interface RouteFacts {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** The path below /v1, with placeholders: `/albums/{id}`. */
  readonly path: string;
  /** Spotify's own name of the operation. */
  readonly operation: string;
  /** One of these is needed; none means that any valid token will do. */
  readonly scopes?: readonly string[];
  /** Answered only to Premium users. */
  readonly premium?: boolean;
  /** Who may still call it; everybody when left out. */
  readonly access?: Access;
  /** What has to be known of the whole catalogue first. In a large world that takes a moment, in which others are answered. */
  readonly needs?: (catalogue: Catalogue, request: IncomingRequest) => Gradual<unknown> | undefined;
}

/** An operation of the Web API. */
export interface Route extends RouteFacts {
  readonly audience: 'anyone' | 'user';
  handle(call: Call): Reply;
}

/** An operation that any valid token can call. */
export function anyone(facts: RouteFacts, handle: (call: Call) => Reply): Route {
  return { ...facts, audience: 'anyone', handle };
}

/** An operation that needs a person. */
export function person(facts: RouteFacts, handle: (call: UserCall) => Reply): Route {
  return {
    ...facts,
    audience: 'user',
    handle: (call) => {
      if (!call.user) throw new TypeError(`${facts.operation} was called without a user.`);
      return handle({ ...call, user: call.user });
    },
  };
}
