import type { AnswerTo } from './answer-by-type.js';
import type { CallOptions } from './call.js';
import type { SelectingMethod, TypedMethod, TypeOf } from './client.js';
import type { Fields, PlainFields } from './fields.js';

/** What a page must tell; every page of Spotify does. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** The URL of the next page; null on the last. */
  readonly next: string | null;
}

/** What is in the pages of an answer: of the answer itself, or of the page that is one of its fields. */
export type ItemOf<Answer> = Answer extends { readonly items: readonly (infer Item)[] }
  ? Item
  : { [Name in keyof Answer]-?: NonNullable<Answer[Name]> extends Page<infer Item> ? Item : never }[keyof Answer];

/** A function that lists something: one of the client, or one of somebody's own. */
export type ListCall = {
  // Written as a method: only of methods the parameters may be of any kind of object.
  list(params: object, options?: CallOptions): Promise<unknown>;
}['list'];

/** What may be given as `fields`: where they decide what comes, a page has to be left. */
export type FieldsFor<Call> =
  Call extends SelectingMethod<infer _Params, infer Model> ? Fields<Model, Page<unknown>> | PlainFields : unknown;

/** What may be given as `type`: anything, unless it decides what comes. */
export type TypeFor<Call> = Call extends TypedMethod<infer Params, infer _Answer> ? TypeOf<Params> : unknown;

/** What the call takes when these `fields` and this `type` are given. */
export type ParamsFor<Call, Text, Type> =
  Call extends SelectingMethod<infer Params, infer _Model>
    ? Omit<Params, 'fields'> & { readonly fields?: Text }
    : Call extends TypedMethod<infer Params, infer _Answer>
      ? Omit<Params, 'type'> & { readonly type: Type }
      : Call extends (params: infer Params, options?: CallOptions) => Promise<unknown>
        ? Params
        : never;

/** What it then answers. Of fields in a text of one's own no type can know what is left of an item, but a page it has to be. */
export type AnswerFor<Call, Text, Type> =
  Call extends SelectingMethod<infer _Params, infer Model>
    ? Text extends Fields<Model, infer Left>
      ? Left
      : Model
    : Call extends TypedMethod<infer _Params, infer Answer>
      ? AnswerTo<Answer, Type>
      : Call extends (params: never, options?: CallOptions) => Promise<infer Answer>
        ? Answer
        : never;
