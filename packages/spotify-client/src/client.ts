import type { AnswerByType, AnswerTo } from './answer-by-type.js';
import type { CallOptions, Middleware, Send, SpotifyCall } from './call.js';
import type { Endpoint, NamedEndpoint } from './endpoint.js';
import { InvalidParameterError } from './errors.js';
import type { Fields, PlainFields } from './fields.js';
import { nameRows } from './name-rows.js';
import { knownLike } from './request/check-names.js';
import { checkMiddleware, checkSignal, checkTimeout } from './request/check-options.js';
import { checkParameters } from './request/check-parameters.js';
import { createSend, type SendOptions } from './request/send.js';

/** What a client needs to know. */
export interface ClientOptions extends SendOptions {
  /** What every call passes, the first one outermost. */
  readonly middleware?: readonly Middleware[];
}

/** The typed function of one row, which it carries; a row without required parameters can be called with none. */
export type Method<Row> =
  Row extends Endpoint<infer Params, infer Result>
    ? Result extends AnswerByType
      ? TypedMethod<Params, Result>
      : HasFields<Params> extends true
        ? SelectingMethod<Params, Result>
        : (Record<never, never> extends Params
            ? (params?: Params, options?: CallOptions) => Promise<Result>
            : (params: Params, options?: CallOptions) => Promise<Result>) & { readonly endpoint: NamedEndpoint }
    : never;

// Where any name is allowed there is no row of that kind, but one without parameters.
type HasFields<Params> = string extends keyof Params ? false : 'fields' extends keyof Params ? true : false;

declare const fieldsDecide: unique symbol;
declare const typeDecides: unique symbol;

/**
 * The typed function of a row that sends only some fields when it is asked to, and then gives the type of what is left. It has one
 * form only: of a call with several, editors show the words of a form and not those of the row.
 */
export interface SelectingMethod<Params, Result> {
  <Text extends Fields<Result, unknown> | PlainFields | undefined = undefined>(
    params: Omit<Params, 'fields'> & { readonly fields?: Text },
    options?: CallOptions,
  ): Promise<SelectedAnswer<Result, Text>>;
  readonly endpoint: NamedEndpoint;
  /** Only a type: no function has a value here. */
  readonly [fieldsDecide]: readonly [Params, Result];
}

/** The typed function of a row whose `type` decides what it answers; it too has one form only. */
export interface TypedMethod<Params, Answer extends AnswerByType> {
  <const Type extends TypeOf<Params>>(
    params: Omit<Params, 'type'> & { readonly type: Type },
    options?: CallOptions,
  ): Promise<AnswerTo<Answer, Type>>;
  readonly endpoint: NamedEndpoint;
  /** Only a type: no function has a value here. */
  readonly [typeDecides]: readonly [Params, Answer];
}

/** What may be given as `type`. */
export type TypeOf<Params> = Params extends { readonly type: infer Type } ? Type : never;

/** What is left when only some fields are sent: of a text of one's own no type can know which, so any may be absent. */
export type SelectedAnswer<Result, Text> =
  Text extends Fields<Result, infer Left> ? Left : Text extends undefined ? Result : Partial<Result>;

/** The typed functions of one noun. */
export type Methods<Rows> = { readonly [Row in keyof Rows]: Method<Rows[Row]> };

/** The typed functions of a table, by noun: `client.albums.get({ id })`. */
export type Client<Table> = { readonly [Noun in keyof Table]: Methods<Table[Noun]> } & {
  /** Calls a row by its name, such as `albums.get`. */
  call(name: string, params?: Readonly<Record<string, unknown>>, options?: CallOptions): Promise<unknown>;
};

// Rows by noun, and not the rows of one noun alone.
type TableOf<Table> = {
  readonly [Noun in keyof Table]: { readonly [Row in keyof Table[Noun]]: { readonly path: string } };
};

/** A client of the rows that you name, and of no others: `createClient({ albums }, options)` keeps a bundle small. It holds no connection and needs no closing. */
export function createClient<Table extends object & TableOf<Table>>(
  table: Table,
  options: ClientOptions,
): Client<Table> {
  // Without types nothing may be given at all: then the missing token is named.
  const { middleware = [], ...others } = { ...options };
  checkMiddleware(middleware);
  const send = middleware.reduceRight<Send>((next, wrap) => wrap(next), createSend(others));

  const functions = new Map(nameRows(table).map((endpoint) => [endpoint.name, functionOf(endpoint, send)]));
  const client: Record<string, unknown> = {
    call: async (name: string, params?: SpotifyCall['params'], callOptions?: CallOptions) => {
      const call = functions.get(name);
      if (call === undefined) throw unknownName(name, [...functions.keys()]);
      return call(params, callOptions);
    },
  };
  for (const [noun, rows] of Object.entries(table as object)) {
    client[noun] = Object.fromEntries(Object.keys(rows).map((row) => [row, functions.get(`${noun}.${row}`)]));
  }
  return client as Client<Table>;
}

function functionOf(endpoint: NamedEndpoint, send: Send) {
  const call = (params: SpotifyCall['params'] = {}, given?: CallOptions): Promise<unknown> => {
    try {
      // Without types null may be given, and like fetch it takes that for none.
      const options = given ?? {};
      checkParameters(endpoint, params);
      checkTimeout(options.timeoutMs, endpoint.name);
      checkSignal(options.signal, endpoint.name);
      return send({ endpoint, params, options });
    } catch (error) {
      // Every failure is a rejection, also one that is known before anything is sent.
      return Promise.reject(error);
    }
  };
  return Object.assign(call, { endpoint });
}

function unknownName(name: string, names: readonly string[]): InvalidParameterError {
  // The first letters are seldom those that somebody got wrong: album for albums.
  const beginning = String(name).split('.')[0]?.slice(0, 4) || '.';
  return new InvalidParameterError('There is no endpoint of that name.', {
    parameter: 'name',
    hint: knownLike(names, beginning),
  });
}
