/** Which fields of an object are wanted: `true` for a whole field, or what is wanted inside of it. */
export type FieldSelection<Model> = Model extends readonly (infer Entry)[]
  ? FieldSelection<Entry>
  : Model extends object
    ? { readonly [Name in keyof Model]?: true | FieldSelection<NonNullable<Model[Name]>> }
    : true;

/** What is left of an object when only the selected fields are sent. */
export type SelectedFields<Model, Selection> = Selection extends true
  ? Model
  : Model extends readonly (infer Entry)[]
    ? readonly SelectedFields<Entry, Selection>[]
    : Model extends object
      ? Narrowed<Pick<Model, keyof Model & keyof Selection>, Selection>
      : Model;

// Over all fields of one object, which keeps what is optional.
type Narrowed<Picked, Selection> = {
  readonly [Name in keyof Picked]: Name extends keyof Selection
    ? SelectedFields<Picked[Name], Selection[Name]>
    : Picked[Name];
};

declare const selected: unique symbol;

/** The text of `fields`, which knows for which model it was written and what is left of it. */
export type Fields<Model, Selected> = string & { readonly [selected]: readonly [Model, Selected] };

/** The text of `fields` as somebody wrote it. */
export type PlainFields = string & { readonly [selected]?: never };
