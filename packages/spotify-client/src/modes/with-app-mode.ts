import type { Middleware, Send, SpotifyCall } from '../call.js';
import type { NamedEndpoint } from '../endpoint.js';
import { ForbiddenError, type SpotifyError } from '../errors.js';
import { type Alternative, alternatives, substitutes } from './alternatives.js';
import { type AppModeOptions, type KnownMode, knownMode, notifierOf } from './app-mode.js';
import { callInstead, callOlder, type Stage } from './instead.js';

/** Makes the same call work in every app mode where Spotify offers a way; where it offers none, the error says so and nothing is sent in vain. */
export function withAppMode(options: AppModeOptions, find: (name: string) => NamedEndpoint): Middleware {
  const notify = notifierOf(options);
  const mode = knownMode(options, notify);
  return (next) => {
    const stage: Stage = { next, find, notify };
    return (call) => {
      if (call.endpoint.access !== 'everyone') return callClosed(call, mode, next, stage);
      // Only an app that is known to have the older routes has another way.
      return mode.current === 'extended' ? callOpen(call, stage) : next(call);
    };
  };
}

async function callClosed(call: SpotifyCall, mode: KnownMode, next: Send, stage: Stage): Promise<unknown> {
  const { endpoint } = call;
  if (mode.current === 'development') return callAlternative(call, closed(endpoint), stage);
  try {
    const answer = await next(call);
    if (endpoint.access === 'extended') mode.learn('extended');
    return answer;
  } catch (error) {
    if (!isClosure(error, endpoint)) throw error;
    if (mode.current === 'extended' && endpoint.access === 'extended' && isPlaylistPath(endpoint)) throw error;
    // A 403 for a playlist can also mean that it is someone else's; then the other way fails too, and nothing is learned.
    if (endpoint.access === 'extended' && !isPlaylistPath(endpoint)) mode.learn('development');
    const answer = await callAlternative(call, closed(endpoint, error), stage);
    mode.learn('development');
    return answer;
  }
}

async function callOpen(call: SpotifyCall, stage: Stage): Promise<unknown> {
  try {
    return await stage.next(call);
  } catch (error) {
    if (!(error instanceof ForbiddenError)) throw error;
    if (error.kind !== 'app-mode' && error.kind !== 'not-allowed') throw error;
    const older = await callOlder(call, stage);
    if (older === undefined) throw error;
    return older.answer;
  }
}

async function callAlternative(call: SpotifyCall, otherwise: SpotifyError, stage: Stage): Promise<unknown> {
  const alternative: Alternative | undefined = alternatives[call.endpoint.name];
  const calls = alternative?.calls(call.params);
  if (alternative === undefined || calls === undefined) throw otherwise;
  const { personOf } = alternative;
  if (personOf !== undefined && personOf(call.params) !== (await personIn(call, stage))) throw otherwise;
  return callInstead(call, alternative, calls, stage);
}

/** The id of the person whose token it is. */
async function personIn({ options }: SpotifyCall, { next, find }: Stage): Promise<unknown> {
  return Object(await next({ endpoint: find('me.profile'), params: {}, options })).id;
}

function isPlaylistPath({ path }: NamedEndpoint): boolean {
  return path.includes('{playlist_id}');
}

function isClosure(error: unknown, endpoint: NamedEndpoint): error is ForbiddenError {
  if (!(error instanceof ForbiddenError)) return false;
  return error.kind === 'app-mode' || (error.kind === 'not-allowed' && isPlaylistPath(endpoint));
}

function closed(endpoint: NamedEndpoint, cause?: ForbiddenError): ForbiddenError {
  const other = alternatives[endpoint.name]?.uses ?? substitutes[endpoint.name];
  const whom =
    endpoint.access === 'legacy'
      ? 'to all apps but those that had it on 2024-11-27'
      : 'to apps in Development Mode in 2026';
  return new ForbiddenError(`Spotify closed ${endpoint.name} ${whom}.`, {
    kind: 'app-mode',
    status: 403,
    endpoint: endpoint.name,
    hint: other === undefined ? 'Spotify offers nothing in its place.' : `Use ${other}.`,
    ...(cause !== undefined && { cause }),
  });
}
