import { z } from 'zod';

type JsonSchema = Record<string, unknown>;

/** What a Standard Schema says of a value. */
export type Validation<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | {
      readonly issues: readonly {
        readonly message: string;
        readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
      }[];
    };

/** A Standard Schema that also knows its own JSON Schema, as the MCP SDK wants it. */
export interface JsonStandardSchema<Schema extends z.ZodType = z.ZodType> {
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: string;
    readonly types?: { readonly input: z.input<Schema>; readonly output: z.output<Schema> };
    readonly validate: (value: unknown) => Validation<z.output<Schema>> | Promise<Validation<z.output<Schema>>>;
    readonly jsonSchema: { readonly input: () => JsonSchema; readonly output: () => JsonSchema };
  };
}

/** The JSON Schema of one side of a zod schema, without what only costs a model tokens. */
export function toJsonSchema(schema: z.ZodType, side: 'input' | 'output'): JsonSchema {
  const { $schema: _dialect, ...json } = z.toJSONSchema(schema, {
    io: side,
    target: 'draft-2020-12',
    override: ({ jsonSchema }) => {
      // What an answer holds beyond its schema is no mistake of the reader's.
      if (side === 'output') delete jsonSchema.additionalProperties;
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
    },
  });
  return json;
}

/** Wraps a zod schema for the MCP SDK; its JSON Schema is made once, when it is first asked for. */
export function toStandardSchema<Schema extends z.ZodType>(
  schema: Schema,
  side: 'input' | 'output',
): JsonStandardSchema<Schema> {
  let json: JsonSchema | undefined;
  const jsonSchema = (): JsonSchema => {
    json ??= toJsonSchema(schema, side);
    return json;
  };
  const standard = schema['~standard'];
  return {
    '~standard': {
      version: 1,
      vendor: 'zod',
      validate: (value) => standard.validate(value),
      jsonSchema: { input: jsonSchema, output: jsonSchema },
    },
  };
}
