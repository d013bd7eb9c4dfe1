import type { Scope } from './scope.js';

/** The HTTP methods that Spotify's Web API uses. */
export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** Which apps may call: everyone, only apps with extended quota, or only apps that had the endpoint before 2024-11-27. */
export type Access = 'everyone' | 'extended' | 'legacy';

/** Whether two people of one country who ask the same get the same answer. */
export type Audience = 'public' | 'user';

/** How quickly an answer goes out of date: never, over days, over minutes, or at once. */
export type Volatility = 'fixed' | 'slow' | 'fast' | 'live';

/** What a successful answer carries: always JSON, JSON or nothing at all, or a body that means nothing. */
export type Reply = 'json' | 'json-or-empty' | 'ignored';

/** The least and the most: of a number its value, of a list its entries, of a text its characters. */
export type Limits = readonly [least: number, most: number];

/** What a value has to be, in the words of OpenAPI. */
export type ValueType = 'integer' | 'number' | 'boolean' | 'string' | 'array' | 'object';

/** Lists of which Spotify counts the entries together. */
export interface Together<Name extends string> {
  readonly names: readonly Name[];
  readonly limits: Limits;
}

/** Everything that is known about one HTTP operation. */
export interface EndpointFacts<Params> {
  readonly method: HttpMethod;
  /** The path below the API's base URL, with a placeholder for every parameter in it: `/albums/{id}`. */
  readonly path: string;
  /** Every scope that Spotify lists; some calls need only one of them. Empty: any valid token will do. */
  readonly scopes: readonly Scope[];
  readonly access: Access;
  readonly audience: Audience;
  /** The parameters that travel in a JSON body, or 'jpeg' for a base64 upload of `image`. All others go to the path or the query. */
  readonly body?: readonly (keyof Params & string)[] | 'jpeg';
  /** What Spotify cannot do without, beside what is in the path. */
  readonly required?: readonly (keyof Params & string)[];
  /** What Spotify never accepts more or less of, in any app mode. A list may not be empty unless this says so. */
  readonly limits?: { readonly [Name in keyof Params & string]?: Limits };
  /** Lists that Spotify never accepts more or fewer entries of, all of them counted. */
  readonly together?: Together<keyof Params & string>;
  /** The only words that Spotify knows. */
  readonly choices?: { readonly [Name in keyof Params & string]?: readonly string[] };
  /** The kinds of URIs that may be meant: of a text, of each entry, or of each entry's `uri`. */
  readonly kinds?: { readonly [Name in keyof Params & string]?: readonly string[] };
  /** What type each parameter is of, but for those in the path; in the query, the text of it will do. A call takes no others. */
  readonly types?: { readonly [Name in keyof Params & string]?: ValueType };
  /** What else is wrong with a value of the right type, in words that follow the parameter's name; undefined when nothing is. */
  readonly checks?: { readonly [Name in keyof Params & string]?: (value: unknown) => string | undefined };
  /** What a person can do about a refusal, by the reason that Spotify gives. */
  readonly reasons?: Readonly<Record<string, string>>;
  /** What a person can do, by what Spotify says with too few words. */
  readonly nextSteps?: readonly (readonly [said: RegExp, hint: string])[];
  /** Default: 'json'. */
  readonly reply?: Reply;
  /** Gives answers that differ by app mode one shape. */
  readonly shape?: (answer: unknown) => unknown;
  /** Reads only: how quickly the answer goes out of date. */
  readonly volatility?: Volatility;
  /** Reads only: the cache tags of the answer. */
  readonly provides?: (params: Params) => readonly string[];
  /** Writes only: the cache tags that are out of date afterwards. */
  readonly touches?: (params: Params) => readonly string[];
  /** Whether sending it twice does no more than sending it once. Default: every method but POST. */
  readonly idempotent?: boolean;
}

/** A row of the table with its name, such as `albums.get`. */
export interface NamedEndpoint extends EndpointFacts<Record<string, unknown>> {
  readonly name: string;
}

declare const result: unique symbol;

/** One row of the endpoint table: the facts, and the types of what goes in and what comes out. */
export interface Endpoint<Params, Result> extends EndpointFacts<Params> {
  /** Only a type: no row has a value here. */
  readonly [result]?: () => Result;
}

/** The parameters of calls that have none. */
export type NoParams = Readonly<Record<string, never>>;

/** Declares one row; it does not compile when the path holds a placeholder that is no parameter. */
export function defineEndpoint<Params, Result>(): <const Path extends string>(
  facts: EndpointFacts<Params> & { readonly path: CheckedPath<Path, keyof Params & string> },
) => Endpoint<Params, Result> {
  return (facts) => Object.freeze(facts);
}

type CheckedPath<Path extends string, Names extends string> = Placeholder<Path> extends Names ? Path : never;

type Placeholder<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholder<Rest>
  : never;
