import type { CallOptions, Middleware, Send, SpotifyCall } from './call.js';
import type { Endpoint } from './endpoint.js';
import { type EndpointTable, endpoints, listEndpoints, type NamedEndpoint } from './endpoints/index.js';
import { InvalidParameterError } from './errors.js';
import { checkParameters } from './request/check-parameters.js';
import { createSend, type SendOptions } from './request/send.js';

/** What a client needs to know. */
export interface SpotifyClientOptions extends SendOptions {
  /** What every call passes, the first one outermost. */
  readonly middleware?: readonly Middleware[];
}

/** The typed function of one row; a row without required parameters can be called with none. */
export type Method<Row> =
  Row extends Endpoint<infer Params, infer Result>
    ? Record<never, never> extends Params
      ? (params?: Params, options?: CallOptions) => Promise<Result>
      : (params: Params, options?: CallOptions) => Promise<Result>
    : never;

/** The typed functions of one noun. */
export type Methods<Rows> = { readonly [Row in keyof Rows]: Method<Rows[Row]> };

/** Spotify's Web API as functions: `spotify.albums.get({ id })`. */
export type SpotifyClient = { readonly [Noun in keyof EndpointTable]: Methods<EndpointTable[Noun]> } & {
  /** Calls a row by its name, such as `albums.get`. */
  call(name: string, params?: Readonly<Record<string, unknown>>, options?: CallOptions): Promise<unknown>;
};

/** Creates a client; it holds no connection and needs no closing. */
export function createSpotifyClient(options: SpotifyClientOptions): SpotifyClient {
  const middleware = options.middleware ?? [];
  const send = middleware.reduceRight<Send>((next, wrap) => wrap(next), createSend(options));

  const functions = new Map(listEndpoints().map((endpoint) => [endpoint.name, functionOf(endpoint, send)]));
  const client: Record<string, unknown> = {
    call: async (name: string, params?: SpotifyCall['params'], callOptions?: CallOptions) => {
      const call = functions.get(name);
      if (call === undefined) throw unknownName(name);
      return call(params, callOptions);
    },
  };
  for (const [noun, rows] of Object.entries(endpoints)) {
    client[noun] = Object.fromEntries(Object.keys(rows).map((row) => [row, functions.get(`${noun}.${row}`)]));
  }
  return client as SpotifyClient;
}

function functionOf(endpoint: NamedEndpoint, send: Send) {
  return async (params: SpotifyCall['params'] = {}, options: CallOptions = {}): Promise<unknown> => {
    checkParameters(endpoint, params);
    return send({ endpoint, params, options });
  };
}

function unknownName(name: string): InvalidParameterError {
  const names = listEndpoints().map((endpoint) => endpoint.name);
  const [noun] = name.split('.');
  const near = names.filter((known) => known.startsWith(`${noun}.`));
  return new InvalidParameterError('There is no endpoint of that name.', {
    parameter: 'name',
    hint: `Known names: ${(near.length > 0 ? near : names).join(', ')}.`,
  });
}
