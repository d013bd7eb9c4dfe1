/** The part of JSON Schema that Spotify's description uses, flat: an object lists all of its properties, inherited ones too. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly minimum?: number;
  readonly maximum?: number;
  /** Says of a property that Spotify wants to be rid of it. */
  readonly deprecated?: boolean;
}

/** What Spotify answers, as its description says: named schemas, and one of them for each operation and status. */
export interface Answers {
  readonly $defs: Readonly<Record<string, Schema>>;
  /** By `GET /albums/{id}`, then by status; null for an answer without a body. */
  readonly operations: Readonly<Record<string, Readonly<Record<string, Schema | null>>>>;
}
